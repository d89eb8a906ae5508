/** Hands a file to the person. */
export function download(name: string, type: string, content: BlobPart): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** A name that any file system takes. */
export function fileName(name: string, ending: string): string {
  const plain = name.trim().replaceAll(/[^\p{L}\p{N}]+/gu, "-").replaceAll(/^-|-$/g, "").slice(0, 80);
  return `${plain === "" ? "layer" : plain}.${ending}`;
}
