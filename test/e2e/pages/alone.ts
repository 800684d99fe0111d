import { mountDevtools } from "eventdeck/devtools";

mountDevtools({ target: document.body });
