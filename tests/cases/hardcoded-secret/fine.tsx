export function Key({ value, onChange }: { value: string; onChange: (key: string) => void }) {
  return (
    <label htmlFor="apiKey">
      API key
      <input
        id="apiKey"
        type="password"
        name="apiKey"
        placeholder="sk-proj-1a2b3c4d..."
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
