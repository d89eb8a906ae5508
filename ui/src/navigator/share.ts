const MOST_CHARACTERS = 4 << 20;

/** What some chat programs cut off. */
export const LONG_LINK = 30_000;

async function through(bytes: Uint8Array<ArrayBuffer>, stream: GenericTransformStream, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = (new Blob([bytes]).stream().pipeThrough(stream) as ReadableStream<Uint8Array>).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > most) {
      await reader.cancel();
      throw new Error("The link holds more than a layer can.");
    }
    parts.push(part.value);
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** A text, compressed, in characters that an address takes as they are. */
export async function packed(text: string): Promise<string> {
  const bytes = await through(new TextEncoder().encode(text), new CompressionStream("deflate-raw"), Number.POSITIVE_INFINITY);
  let binary = "";
  for (const byte of bytes) binary += String.fromCodePoint(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The text again. Throws an Error when the characters are not those of `packed`, or hold too much. */
export async function unpacked(characters: string): Promise<string> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = Uint8Array.from(atob(characters.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.codePointAt(0) ?? 0);
  } catch (error) {
    throw new Error("The link is cut off or was changed on its way.", { cause: error });
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await through(bytes, new DecompressionStream("deflate-raw"), MOST_CHARACTERS));
  } catch (error) {
    throw error instanceof Error && error.message.startsWith("The link") ? error : new Error("The link is cut off or was changed on its way.", { cause: error });
  }
}
