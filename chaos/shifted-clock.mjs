// Loaded before the bot: its machine's clock is wrong by as much as the parent process says.
const real = Date.now;
let shift = Number(process.env.CLOCK_SHIFT_MS ?? 0);
process.on('message', (message) => {
  shift = message.shift;
});
process.channel?.unref();

Date.now = () => real() + shift;
globalThis.Date = new Proxy(Date, {
  construct: (target, args, as) =>
    Reflect.construct(target, args.length === 0 ? [target.now()] : args, as),
});
