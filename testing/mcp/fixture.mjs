// A server with everything that the conformance suite asks a server for, on the reference SDK. Stands behind the gateway
// in conformance.sh; answers on 127.0.0.1:$PORT/mcp.
import http from 'node:http';
import { randomUUID } from 'node:crypto';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import * as t from '@modelcontextprotocol/sdk/types.js';

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const SILENCE = 'UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAA=';
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const text = (s) => ({ content: [{ type: 'text', text: s }] });
const plain = { type: 'object', properties: {} };

function titled(kind) {
  return [{ const: 'value1', title: `${kind} one` }, { const: 'value2', title: `${kind} two` }, { const: 'value3', title: `${kind} three` }];
}

const TOOLS = {
  test_simple_text: async () => text('This is a simple text response for testing.'),
  test_image_content: async () => ({ content: [{ type: 'image', data: PIXEL, mimeType: 'image/png' }] }),
  test_audio_content: async () => ({ content: [{ type: 'audio', data: SILENCE, mimeType: 'audio/wav' }] }),
  test_embedded_resource: async () => ({ content: [{ type: 'resource', resource: { uri: 'test://embedded-resource', mimeType: 'text/plain', text: 'This is an embedded resource content.' } }] }),
  test_multiple_content_types: async () => ({
    content: [
      { type: 'text', text: 'Multiple content types test:' },
      { type: 'image', data: PIXEL, mimeType: 'image/png' },
      { type: 'resource', resource: { uri: 'test://mixed-content-resource', mimeType: 'application/json', text: '{"test":"data","value":123}' } },
    ],
  }),
  test_tool_with_logging: async (args, extra) => {
    for (const data of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
      await extra.sendNotification({ method: 'notifications/message', params: { level: 'info', data } });
      await pause(50);
    }
    return text('Tool with logging executed successfully');
  },
  test_tool_with_progress: async (args, extra) => {
    const progressToken = extra._meta?.progressToken ?? 0;
    for (const progress of [0, 50, 100]) {
      await extra.sendNotification({ method: 'notifications/progress', params: { progressToken, progress, total: 100 } });
      await pause(50);
    }
    return text(String(progressToken));
  },
  test_error_handling: async () => ({ isError: true, ...text('This tool intentionally returns an error for testing') }),
  test_sampling: async (args, extra) => {
    const said = await extra.sendRequest(
      { method: 'sampling/createMessage', params: { messages: [{ role: 'user', content: { type: 'text', text: args.prompt } }], maxTokens: 100 } },
      t.CreateMessageResultSchema);
    return text(`LLM response: ${said.content.text}`);
  },
  test_elicitation: async (args, extra) => elicit(extra, args.message, {
    username: { type: 'string', description: "User's response" }, email: { type: 'string', description: "User's email address" },
  }, ['username', 'email']),
  test_elicitation_sep1034_defaults: async (args, extra) => elicit(extra, 'Please review and update the form fields with defaults', {
    name: { type: 'string', default: 'John Doe' }, age: { type: 'integer', default: 30 }, score: { type: 'number', default: 95.5 },
    status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' }, verified: { type: 'boolean', default: true },
  }, []),
  test_elicitation_sep1330_enums: async (args, extra) => elicit(extra, 'Please select options from the enum fields', {
    untitledSingle: { type: 'string', enum: ['option1', 'option2', 'option3'] },
    titledSingle: { type: 'string', oneOf: titled('Single') },
    legacyEnum: { type: 'string', enum: ['opt1', 'opt2', 'opt3'], enumNames: ['Option One', 'Option Two', 'Option Three'] },
    untitledMulti: { type: 'array', items: { type: 'string', enum: ['option1', 'option2', 'option3'] } },
    titledMulti: { type: 'array', items: { anyOf: titled('Multi') } },
  }, []),
  test_reconnection: async (args, extra) => {
    extra.closeSSEStream?.();
    await pause(100);
    return text('Reconnection test completed successfully');
  },
  json_schema_2020_12_tool: async () => text('JSON Schema 2020-12 tool called'),
};

async function elicit(extra, message, properties, required) {
  const answer = await extra.sendRequest(
    { method: 'elicitation/create', params: { message, requestedSchema: { type: 'object', properties, required } } }, t.ElicitResultSchema);
  return text(`Elicitation completed: action=${answer.action}, content=${JSON.stringify(answer.content ?? {})}`);
}

const SCHEMAS = {
  test_sampling: { type: 'object', properties: { prompt: { type: 'string' } }, required: ['prompt'] },
  test_elicitation: { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] },
  json_schema_2020_12_tool: {
    $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object',
    $defs: { address: { type: 'object', properties: { street: { type: 'string' }, city: { type: 'string' } } } },
    properties: { name: { type: 'string' }, address: { $ref: '#/$defs/address' } }, additionalProperties: false,
  },
};

const PROMPTS = {
  test_simple_prompt: [[], () => [{ type: 'text', text: 'This is a simple prompt for testing.' }]],
  test_prompt_with_arguments: [['arg1', 'arg2'], (a) => [{ type: 'text', text: `Prompt with arguments: arg1='${a.arg1}', arg2='${a.arg2}'` }]],
  test_prompt_with_embedded_resource: [['resourceUri'], (a) => [
    { type: 'resource', resource: { uri: a.resourceUri, mimeType: 'text/plain', text: 'Embedded resource content for testing.' } },
    { type: 'text', text: 'Please process the embedded resource above.' }]],
  test_prompt_with_image: [[], () => [{ type: 'image', data: PIXEL, mimeType: 'image/png' }, { type: 'text', text: 'Please analyze the image above.' }]],
};

function resource(uri) {
  const template = /^test:\/\/template\/([^/]+)\/data$/.exec(uri);
  if (template) {
    return { uri, mimeType: 'application/json', text: JSON.stringify({ id: template[1], templateTest: true, data: `Data for ID: ${template[1]}` }) };
  }
  return uri === 'test://static-binary'
    ? { uri, mimeType: 'image/png', blob: PIXEL }
    : { uri, mimeType: 'text/plain', text: 'This is the content of the static text resource.' };
}

function build() {
  const server = new Server({ name: 'fixture', version: '1' },
    { capabilities: { tools: { listChanged: true }, resources: { subscribe: true, listChanged: true }, prompts: { listChanged: true }, logging: {}, completions: {} } });
  server.setRequestHandler(t.ListToolsRequestSchema, async () => ({
    tools: Object.keys(TOOLS).map((name) => ({ name, description: `The fixture ${name.replaceAll('_', ' ')}.`, inputSchema: SCHEMAS[name] ?? plain })),
  }));
  server.setRequestHandler(t.CallToolRequestSchema, async ({ params }, extra) => TOOLS[params.name](params.arguments ?? {}, extra));
  server.setRequestHandler(t.ListResourcesRequestSchema, async () => ({
    resources: ['static-text', 'static-binary', 'watched-resource'].map((name) => ({ uri: `test://${name}`, name, mimeType: 'text/plain' })),
  }));
  server.setRequestHandler(t.ListResourceTemplatesRequestSchema, async () => ({ resourceTemplates: [{ uriTemplate: 'test://template/{id}/data', name: 'template' }] }));
  server.setRequestHandler(t.ReadResourceRequestSchema, async ({ params }) => ({ contents: [resource(params.uri)] }));
  server.setRequestHandler(t.SubscribeRequestSchema, async () => ({}));
  server.setRequestHandler(t.UnsubscribeRequestSchema, async () => ({}));
  server.setRequestHandler(t.SetLevelRequestSchema, async () => ({}));
  server.setRequestHandler(t.CompleteRequestSchema, async () => ({ completion: { values: ['paris', 'park', 'party'], total: 3, hasMore: false } }));
  server.setRequestHandler(t.ListPromptsRequestSchema, async () => ({
    prompts: Object.entries(PROMPTS).map(([name, [args]]) => ({ name, description: `The fixture ${name}.`, arguments: args.map((a) => ({ name: a, required: true })) })),
  }));
  server.setRequestHandler(t.GetPromptRequestSchema, async ({ params }) => ({
    messages: PROMPTS[params.name][1](params.arguments ?? {}).map((content) => ({ role: 'user', content })),
  }));
  return server;
}

// Keeps events so that a stream can be taken up behind one of them.
class Events {
  all = [];
  async storeEvent(stream, message) { this.all.push([stream, message]); return `${stream}_${this.all.length}`; }
  async getStreamIdForEventId(id) { return id.slice(0, id.lastIndexOf('_')); }
  async replayEventsAfter(id, { send }) {
    const stream = await this.getStreamIdForEventId(id);
    for (let i = Number(id.slice(id.lastIndexOf('_') + 1)); i < this.all.length; i++) {
      if (this.all[i][0] === stream && Object.keys(this.all[i][1]).length) await send(`${stream}_${i + 1}`, this.all[i][1]);
    }
    return stream;
  }
}

const sessions = new Map();
http.createServer(async (request, response) => {
  try {
    let transport = sessions.get(request.headers['mcp-session-id']);
    if (!transport) {
      if (request.headers['mcp-session-id'] || request.method !== 'POST') return response.writeHead(404).end();
      transport = new StreamableHTTPServerTransport({
        sessionIdGenerator: randomUUID, eventStore: new Events(), retryInterval: 500,
        onsessioninitialized: (id) => sessions.set(id, transport),
        enableDnsRebindingProtection: true,
        allowedHosts: [`127.0.0.1:${process.env.PORT}`, `localhost:${process.env.PORT}`],
      });
      await build().connect(transport);
    }
    await transport.handleRequest(request, response);
  } catch (failure) {
    console.error(failure);
    if (!response.headersSent) response.writeHead(500).end();
  }
}).listen(Number(process.env.PORT), '127.0.0.1');
