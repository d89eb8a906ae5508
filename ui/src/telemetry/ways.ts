import type { IngestStatus } from "../api/schema";

export type WayId = "python" | "node" | "java" | "curl" | "bedrock" | "azure";

interface Addresses {
  /** base of OTLP over HTTP, without /v1/… */
  otlp: string;
  events: string;
}

interface Way {
  id: WayId;
  name: string;
  text: (addresses: Addresses) => string;
  note: string;
}

const post = (events: string, source: string, file: string): string => `curl --fail-with-body "${events}?source=${source}" \\
  -H "Authorization: Bearer $SEXTANT_TOKEN" \\
  -H "Content-Type: application/x-ndjson" \\
  --data-binary @${file}`;

const CONTENT = "Without message contents most rules have nothing to look at; the last variable makes the instrumentation send them.";

export const WAYS: readonly Way[] = [
  {
    id: "python",
    name: "Python",
    text: ({ otlp }) => `pip install opentelemetry-distro opentelemetry-exporter-otlp opentelemetry-instrumentation-openai-v2
export OTEL_SERVICE_NAME=my-ai-app
export OTEL_EXPORTER_OTLP_ENDPOINT=${otlp}
export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
export OTEL_LOGS_EXPORTER=otlp
export OTEL_PYTHON_LOGGING_AUTO_INSTRUMENTATION_ENABLED=true
export OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true
opentelemetry-instrument python app.py`,
    note: CONTENT,
  },
  {
    id: "node",
    name: "Node",
    text: ({ otlp }) => `npm install @opentelemetry/api @opentelemetry/auto-instrumentations-node
export OTEL_SERVICE_NAME=my-ai-app
export OTEL_EXPORTER_OTLP_ENDPOINT=${otlp}
export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
export OTEL_LOGS_EXPORTER=otlp
export OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true
node --require @opentelemetry/auto-instrumentations-node/register app.js`,
    note: CONTENT,
  },
  {
    id: "java",
    name: "Java",
    text: ({ otlp }) => `export OTEL_SERVICE_NAME=my-ai-app
export OTEL_EXPORTER_OTLP_ENDPOINT=${otlp}
export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
export OTEL_LOGS_EXPORTER=otlp
export OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true
java -javaagent:opentelemetry-javaagent.jar -jar app.jar`,
    note: CONTENT,
  },
  {
    id: "curl",
    name: "JSON lines",
    text: ({ events }) => post(events, "my-logs", "events.jsonl"),
    note: "One JSON object a line, in the form of docs/event-format.md. The answer says how many were taken and why others were refused. Gzip is accepted.",
  },
  {
    id: "bedrock",
    name: "AWS Bedrock",
    text: ({ events }) => `aws s3 cp --recursive s3://MY-LOG-BUCKET/AWSLogs/ bedrock-logs/
find bedrock-logs -name '*.json.gz' -exec zcat {} + > bedrock.jsonl
${post(events, "bedrock", "bedrock.jsonl")}`,
    note: "Switch on model invocation logging with text data to S3 in Bedrock's settings. The form is recognised by itself.",
  },
  {
    id: "azure",
    name: "Azure OpenAI",
    text: ({ events }) => post(events, "apim", "apim-gateway-llm-logs.jsonl"),
    note: "Export the generative AI gateway logs of API Management (with messages) from the storage account or event hub of its diagnostic settings. The form is recognised by itself.",
  },
];

/** The example of a way with this server's addresses. */
export function wayOf(id: WayId, endpoints: IngestStatus["endpoints"], origin: string): { text: string; note: string } {
  const way = WAYS.find((each) => each.id === id);
  if (!way) throw new Error(`no way ${id}`);
  return { text: way.text({ otlp: otlpBase(endpoints), events: `${origin}/api/v1/events` }), note: way.note };
}

/** Where OTLP over HTTP listens, as exporters want it: with a scheme, without a path. */
export function otlpBase(endpoints: IngestStatus["endpoints"]): string {
  const endpoint = endpoints.find(({ name }) => /http/i.test(name) && /otlp/i.test(name));
  if (!endpoint) return "http://127.0.0.1:4318";
  const address = endpoint.address.includes("://") ? endpoint.address : `http://${endpoint.address}`;
  return address.replace(/^(\w+:\/\/[^/]+).*$/, "$1");
}
