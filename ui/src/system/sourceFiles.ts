/** A file as the server takes it: its path in the tree, and its text when the text says what the system is made of. */
export interface SourceFile {
  path: string;
  text?: string;
}

/** What is read; of everything else the path is enough. The server knows more of them than it needs to be told apart here. */
const READ = /^(requirements.*\.txt|pyproject\.toml|pipfile|package\.json|pom\.xml|build\.gradle(\.kts)?|libs\.versions\.toml|go\.mod|cargo\.toml|.*\.csproj|setup\.(py|cfg)|environment\.ya?ml|.*mcp.*\.json|claude_desktop_config\.json)$/;
const SKIPPED = new Set(["node_modules", ".git", "target", "build", "dist", ".venv", "venv", "vendor", ".tox"]);
const LARGEST = 1 << 20;
export const MOST_FILES = 20_000;

type Picked = Pick<File, "name" | "size" | "text" | "webkitRelativePath">;

/** The files of a folder that somebody picked, without other people's code. */
export async function sourceFiles(picked: readonly Picked[]): Promise<SourceFile[]> {
  const own = picked.filter((file) => !pathOf(file).split("/").some((part) => SKIPPED.has(part)));
  return Promise.all(
    own.slice(0, MOST_FILES).map(async (file) => {
      const path = pathOf(file);
      return READ.test(file.name.toLowerCase()) && file.size <= LARGEST ? { path, text: await file.text() } : { path };
    }),
  );
}

/** Without the name of the folder itself. */
function pathOf(file: Picked): string {
  const path = file.webkitRelativePath === "" ? file.name : file.webkitRelativePath;
  return path.includes("/") ? path.slice(path.indexOf("/") + 1) : path;
}
