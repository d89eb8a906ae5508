import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Api } from "./api/client";
import { LiveStream } from "./api/live";
import { App } from "./app/App";
import "./app/tokens.css";
import "./app/base.css";
import "./app/shell.css";
import "./page/widgets.css";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <App api={new Api()} live={new LiveStream()} />
  </StrictMode>,
);
