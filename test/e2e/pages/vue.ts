import { createApp, defineComponent, h, onBeforeUnmount, onMounted, ref } from "vue";
import { createBus, defineEvent, payload } from "eventdeck";
import { mountDevtools } from "eventdeck/devtools/standalone";
import { registerBus } from "eventdeck/devtools/register";

const counted = defineEvent("counter.counted", payload<number>(), { priority: "immediate" });

const App = defineComponent(() => {
  const bus = createBus({ source: "vue-app", events: [counted] });
  const count = ref(0);
  const shown = ref(true);
  const ends: (() => void)[] = [];
  onMounted(() => {
    ends.push(registerBus(bus, "counter"));
    const devtools = mountDevtools();
    ends.push(() => devtools.unmount());
  });
  onBeforeUnmount(() => {
    for (const end of ends) end();
  });
  const add = () => {
    count.value += 1;
    bus.emit(counted(count.value));
  };
  return () => (shown.value ? h("button", { onClick: add }, `Count is ${count.value}`) : null);
});

const app = createApp(App);
app.mount(document.body.appendChild(document.createElement("main")));
Object.assign(window, { leave: () => app.unmount() });
