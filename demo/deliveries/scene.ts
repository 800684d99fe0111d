import "../styles/deliveries.css";
import { createStage } from "../stage.tsx";
import { DeliveriesPage } from "./deliveries-page.tsx";
import { createDeliveries } from "./scenario.ts";

export const DeliveriesStage = createStage(createDeliveries, DeliveriesPage);
