// Writes the TypeScript types of the HTTP API from its specification.
import { mkdirSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const specification = new URL("../../openapi/openapi.yaml", import.meta.url);
mkdirSync("target/generated", { recursive: true });
writeFileSync("target/generated/api.ts", astToString(await openapiTS(specification)));
