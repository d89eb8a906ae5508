import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const server = process.env["SEXTANT_SERVER"] ?? "http://127.0.0.1:7575";

export default defineConfig({
  plugins: [react()],
  cacheDir: "target/vite",
  build: {
    outDir: "target/web",
    emptyOutDir: true,
    // The content security policy allows no data: addresses and no inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    // What several pages share comes as one file: a dozen small ones took longer than the code they hold.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "shared", test: /\/src\/(?!system\/|navigator\/)/, minShareCount: 2 }] } } },
    reportCompressedSize: true,
  },
  server: {
    proxy: { "/api": server, "/health": server, "/sign-in": server, "/openapi.yaml": server, "/metrics": server },
  },
  test: { include: ["src/**/*.test.{ts,tsx}"], environment: "node" },
});
