import { beforeAll, expect, test } from "vitest";
import { leafHash, nodeHash, rootOf, verifyReceipt } from "./receipt";

type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
const bytes = (text: string): Bytes => new Uint8Array(encoder.encode(text));
const base64 = (raw: Uint8Array): string => btoa(String.fromCharCode(...raw));
const entries = Array.from({ length: 21 }, (_, at) => bytes(`entry ${at}`));

/** The tree hash by its definition (RFC 9162 §2.1.1). */
async function tree(leaves: readonly Bytes[]): Promise<Bytes> {
  const [first] = leaves;
  if (leaves.length === 1 && first) return leafHash(first);
  const half = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  return nodeHash(await tree(leaves.slice(0, half)), await tree(leaves.slice(half)));
}

/** The path by its definition (§2.1.3.1). */
async function path(index: number, leaves: readonly Bytes[]): Promise<Bytes[]> {
  if (leaves.length === 1) return [];
  const half = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  return index < half
    ? [...(await path(index, leaves.slice(0, half))), await tree(leaves.slice(half))]
    : [...(await path(index - half, leaves.slice(half))), await tree(leaves.slice(0, half))];
}

let sign: (text: string) => Promise<Bytes>;
let key: string;
let id: Bytes;

beforeAll(async () => {
  const pair = (await crypto.subtle.generateKey({ name: "Ed25519" }, true, ["sign", "verify"])) as CryptoKeyPair;
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const digest = await crypto.subtle.digest("SHA-256", Uint8Array.of(...bytes("log.example\n"), 1, ...raw));
  id = new Uint8Array(digest).slice(0, 4);
  key = `log.example+${Array.from(id, (each) => each.toString(16).padStart(2, "0")).join("")}+${base64(Uint8Array.of(1, ...raw))}`;
  sign = async (text) => new Uint8Array(await crypto.subtle.sign({ name: "Ed25519" }, pair.privateKey, bytes(text)));
});

async function receipt(index: number, size: number, change: { entry?: string; size?: number; text?: string } = {}): Promise<string> {
  const leaves = entries.slice(0, size);
  const text = `log.example\n${change.size ?? size}\n${base64(await tree(leaves))}\n`;
  const signature = base64(Uint8Array.of(...id, ...(await sign(text))));
  const proof = (await path(index, leaves)).map(base64).join("\n");
  const body = proof === "" ? "" : `${proof}\n`;
  return `c2sp.org/tlog-proof@v1\nextra ${base64(bytes(change.entry ?? `entry ${index}`))}\nindex ${index}\n${body}\n${change.text ?? text}\n— log.example ${signature}\n`;
}

const good = async (text: string, keys: string[] = [key]) => (await verifyReceipt(text, keys)).every((check) => check.good);

test("every proof of every tree leads to its root, and to no other", async () => {
  for (let size = 1; size <= entries.length; size += 1) {
    const leaves = entries.slice(0, size);
    const root = await tree(leaves);
    for (let index = 0; index < size; index += 1) {
      const proof = await path(index, leaves);
      const leaf = await leafHash(entries[index]!);
      expect(await rootOf(leaf, index, size, proof)).toEqual(root);
      if (size > 1) expect(await rootOf(leaf, (index + 1) % size, size, proof)).not.toEqual(root);
      expect(await rootOf(leaf, index, size, [...proof, leaf])).toBeUndefined();
    }
  }
});

test("an honest receipt is good, and any change is seen", async () => {
  expect(await good(await receipt(5, 13))).toBe(true);
  expect(await good(await receipt(0, 1))).toBe(true);
  expect(await good(await receipt(5, 13, { entry: "entry 6" }))).toBe(false);
  expect(await good(await receipt(5, 13, { size: 8 }))).toBe(false);
  const other = `log.example\n13\n${base64(await tree(entries.slice(0, 12)))}\n`;
  expect(await good(await receipt(5, 13, { text: other }))).toBe(false);
  expect(await good((await receipt(5, 13)).replace("index 5", "index 4"))).toBe(false);
  expect(await good("hello")).toBe(false);
});

test("a signature counts only by a key of the ledger", async () => {
  const text = await receipt(2, 3);
  expect(await good(text, [])).toBe(false);
  const foreign = `log.example+00000000+${key.split("+").slice(2).join("+")}`;
  expect(await good(text, [foreign])).toBe(false);
});
