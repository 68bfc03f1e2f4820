"""What a file means: names, values, calls of known SDKs, requests, flow, and the judges on top."""
