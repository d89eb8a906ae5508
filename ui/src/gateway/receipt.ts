/** Checks receipts (C2SP tlog-proof) with nothing but the browser's own cryptography, so that the server need not be believed. */

const HEADER = "c2sp.org/tlog-proof@v1";
const ED25519 = 1;
const KEY_BYTES = 33;
const ID_BYTES = 4;
const HASH_BYTES = 32;

type Bytes = Uint8Array<ArrayBuffer>;

export interface SignatureLine {
  name: string;
  keyId: string;
  signature: Bytes;
}

export interface Note {
  /** What is signed, with its last line end. */
  text: string;
  signatures: readonly SignatureLine[];
}

export interface Checkpoint {
  origin: string;
  size: number;
  root: Bytes;
}

export interface Receipt {
  entry: Bytes;
  index: number;
  proof: readonly Bytes[];
  note: Note;
}

export interface VerifierKey {
  name: string;
  id: string;
  material: Bytes;
}

/** One thing that was checked. */
export interface Check {
  word: string;
  good: boolean;
  detail: string;
}

export function parseNote(text: string): Note {
  const end = text.lastIndexOf("\n\n");
  if (end < 0) throw new Error("the note has no signatures");
  const signatures = text
    .slice(end + 2)
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [dash, name, encoded] = line.split(" ");
      const bytes = encoded === undefined ? undefined : fromBase64(encoded);
      if (dash !== "—" || name === undefined || !bytes || bytes.length <= ID_BYTES) throw new Error(`not a signature: ${line.slice(0, 80)}`);
      return { name, keyId: hex(bytes.slice(0, ID_BYTES)), signature: bytes.slice(ID_BYTES) };
    });
  return { text: text.slice(0, end + 1), signatures };
}

export function checkpointOf(note: Note): Checkpoint {
  const [origin, size, root] = note.text.split("\n");
  if (origin === undefined || size === undefined || root === undefined || !/^(0|[1-9][0-9]{0,14})$/.test(size)) throw new Error("the note is no checkpoint");
  const hash = fromBase64(root);
  if (hash.length !== HASH_BYTES) throw new Error("the root is no SHA-256");
  return { origin, size: Number(size), root: hash };
}

export function parseReceipt(text: string): Receipt {
  const lines = text.split("\n");
  const blank = lines.indexOf("");
  const [header, extra, index] = lines;
  const place = /^index (0|[1-9][0-9]{0,14})$/.exec(index ?? "")?.[1];
  if (header !== HEADER || !extra?.startsWith("extra ") || place === undefined || blank < 3) throw new Error("this is no receipt");
  return {
    entry: fromBase64(extra.slice("extra ".length)),
    index: Number(place),
    proof: lines.slice(3, blank).map(fromBase64),
    note: parseNote(lines.slice(blank + 1).join("\n")),
  };
}

export function parseKey(text: string): VerifierKey {
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text.trim()) ?? [];
  const bytes = encoded === undefined ? undefined : fromBase64(encoded);
  if (name === undefined || id === undefined || bytes?.length !== KEY_BYTES || bytes[0] !== ED25519) throw new Error("not an Ed25519 verifier key");
  return { name, id, material: bytes.slice(1) };
}

/** Whether one of the keys signed the note. */
export async function signedBy(note: Note, keys: readonly VerifierKey[]): Promise<VerifierKey | undefined> {
  for (const key of keys) {
    if ((await keyId(key)) !== key.id) continue;
    const line = note.signatures.find((each) => each.name === key.name && each.keyId === key.id);
    if (!line) continue;
    const known = await crypto.subtle.importKey("raw", key.material, { name: "Ed25519" }, false, ["verify"]);
    if (await crypto.subtle.verify({ name: "Ed25519" }, known, line.signature, encode(note.text))) return key;
  }
  return undefined;
}

async function keyId(key: VerifierKey): Promise<string> {
  return hex((await sha256(encode(`${key.name}\n`), Uint8Array.of(ED25519), key.material)).slice(0, ID_BYTES));
}

export const leafHash = (entry: Bytes): Promise<Bytes> => sha256(Uint8Array.of(0), entry);
export const nodeHash = (left: Bytes, right: Bytes): Promise<Bytes> => sha256(Uint8Array.of(1), left, right);

/** The root that a proof of inclusion leads to (RFC 9162 §2.1.3.2); undefined when it cannot be one. */
export async function rootOf(leaf: Bytes, index: number, size: number, proof: readonly Bytes[]): Promise<Bytes | undefined> {
  if (index >= size) return undefined;
  let at = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0 || sibling.length !== HASH_BYTES) return undefined;
    if (at % 2 === 1 || at === last) {
      hash = await nodeHash(sibling, hash);
      while (at % 2 === 0 && at !== 0) {
        at = Math.floor(at / 2);
        last = Math.floor(last / 2);
      }
    } else {
      hash = await nodeHash(hash, sibling);
    }
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? hash : undefined;
}

/** Everything that can be told of a receipt, in the order of the proof. */
export async function verifyReceipt(text: string, keyTexts: readonly string[]): Promise<Check[]> {
  let receipt: Receipt;
  let head: Checkpoint;
  try {
    receipt = parseReceipt(text);
    head = checkpointOf(receipt.note);
  } catch (error) {
    return [{ word: "The receipt can be read", good: false, detail: error instanceof Error ? error.message : String(error) }];
  }
  const leaf = await leafHash(receipt.entry);
  const root = await rootOf(leaf, receipt.index, head.size, receipt.proof);
  const key = await signedBy(receipt.note, keyTexts.map(parseKey));
  return [
    { word: "Entry", good: true, detail: `number ${receipt.index}, SHA-256 of the leaf ${hex(leaf).slice(0, 16)}…` },
    {
      word: "Inclusion",
      good: root !== undefined && equal(root, head.root),
      detail: `${receipt.proof.length} hashes lead ${root !== undefined && equal(root, head.root) ? "to" : "not to"} the root of ${head.size} entries`,
    },
    {
      word: "Signature",
      good: key !== undefined,
      detail: key ? `Ed25519 by ${key.name}, key ${key.id}` : "no key of the ledger signed this checkpoint",
    },
  ];
}

/** The entry as it stands in the tree, as text. */
export function entryText(text: string): string {
  return new TextDecoder().decode(parseReceipt(text).entry);
}

/** Whether this browser can check signatures here: only pages by https, or from this machine, may. */
export const canVerify = (): boolean => globalThis.crypto?.subtle !== undefined;

async function sha256(...parts: readonly Bytes[]): Promise<Bytes> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
}

export function fromBase64(text: string): Bytes {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

const encode = (text: string): Bytes => new Uint8Array(new TextEncoder().encode(text));
const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const equal = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, at) => byte === b[at]);
