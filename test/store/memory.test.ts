import { memoryStore } from "eventdeck/store/memory";
import { storeContract } from "../contract/store-contract.ts";

storeContract("memoryStore", { create: () => memoryStore(), again: (store) => store });
