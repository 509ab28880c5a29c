// The person at the other end of the pipe: a script says where to go, the test
// goes there and says where it was sent.
import { createInterface } from "node:readline";

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

// settings are what the test knows of the application and the provider.
export const settings = JSON.parse(process.env.CLIENT_SETTINGS);

// visit sends the person to an address, to "sign-in" or "sign-out" there, and
// resolves to the address of the application where they come back.
export async function visit(purpose, url) {
  console.log(JSON.stringify({ visit: purpose, url: String(url) }));
  const { value, done } = await lines.next();
  if (done) throw new Error("the person went away");
  return value;
}

// report ends the script with what the client got.
export function report(result) {
  console.log(JSON.stringify({ result }));
  process.exit(0);
}
