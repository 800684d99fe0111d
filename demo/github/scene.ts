import "../styles/webhooks.css";
import { createStage } from "../stage.tsx";
import { loadWebhooks } from "./examples.ts";
import { createWebhookScenario } from "./scenario.ts";
import { WebhooksPage } from "./webhooks-page.tsx";

export const WebhooksStage = createStage(() => createWebhookScenario(loadWebhooks()), WebhooksPage);
