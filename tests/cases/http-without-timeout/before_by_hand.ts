// --- options that an object holds
// path: server/call.ts
export class Caller {
  private init = { method: "POST" };

  call(url: string) {
    return fetch(url, this.init); // finding: warning, argument-not-a-literal
  }
}
