// The user at the other end of the pipe: a script says where to go, the test goes
// there and says where it ended up.
import { createInterface } from "node:readline";

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

// settings are what the test knows about the application and the provider.
export const settings = JSON.parse(process.env.CLIENT_SETTINGS);

// visit sends the user to an address, to "sign-in" or "sign-out" there, and resolves to
// the application's address to which they return.
export async function visit(purpose, url) {
  console.log(JSON.stringify({ visit: purpose, url: String(url) }));
  const { value, done } = await lines.next();
  if (done) throw new Error("the person went away");
  return value;
}

// report ends the script with the client's result.
export function report(result) {
  console.log(JSON.stringify({ result }));
  process.exit(0);
}
