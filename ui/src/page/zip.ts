const TABLE = Uint32Array.from({ length: 256 }, (_, start) => {
  let value = start;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xed_b8_83_20 : value >>> 1;
  return value >>> 0;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xff_ff_ff_ff;
  for (const byte of bytes) crc = (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xff_ff_ff_ff) >>> 0;
}

// 1980-01-01: the first date the format knows, so that equal content gives equal bytes.
const DATE = 0x21;

function header(signature: number, fields: readonly (readonly [bytes: 2 | 4, value: number])[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 + fields.reduce((sum, [size]) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, signature, true);
  let at = 4;
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return bytes;
}

/** A ZIP archive (APPNOTE 6.3) of texts, stored without compression. */
export function zip(files: readonly { name: string; text: string }[]): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const file of files) {
    const [name, content] = [encoder.encode(file.name), encoder.encode(file.text)];
    const facts = [[2, 20], [2, 0x08_00], [2, 0], [2, 0], [2, DATE], [4, crc32(content)], [4, content.length], [4, content.length], [2, name.length], [2, 0]] as const;
    const local = header(0x04_03_4b_50, facts);
    directory.push(header(0x02_01_4b_50, [[2, 20], ...facts, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]]), name);
    parts.push(local, name, content);
    at += local.length + name.length + content.length;
  }
  const size = directory.reduce((sum, each) => sum + each.length, 0);
  const end = header(0x06_05_4b_50, [[2, 0], [2, 0], [2, files.length], [2, files.length], [4, size], [4, at], [2, 0]]);
  const all = [...parts, ...directory, end];
  const archive = new Uint8Array(all.reduce((sum, each) => sum + each.length, 0));
  let to = 0;
  for (const part of all) {
    archive.set(part, to);
    to += part.length;
  }
  return archive;
}
