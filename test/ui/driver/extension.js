const { renameSync, writeFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { join } = require('node:path');
const { Uri, commands, workspace } = require('vscode');
const { recordHosts } = require('./recordHosts');

/** What extensions of this window keep in it. VS Code gives all of them mementos of one class. */
const mementos = new Set();

/** What can be asked for, by name. */
const actions = {
  /** Runs commands of the window one after the other. */
  async run(...ids) {
    for (const id of ids) await commands.executeCommand(id);
  },
  /** Begins a command of the window, and says when it has been handed over: it may ask, and ends once it is answered. */
  begin(id) {
    commands.executeCommand(id).then(undefined, (error) => console.error(error));
  },
  /** Opens a file, as a person does who chooses it in VS Code's own dialog. */
  open: (path) => commands.executeCommand('vscode.open', Uri.file(path)),
  /** Takes away whatever an extension has kept in the window or for all windows. */
  async forget() {
    for (const memento of mementos) for (const key of memento.keys()) await memento.update(key, undefined);
  },
  /** The values of settings by their keys, as extensions of the window see them. */
  settings: (...keys) => keys.map((key) => workspace.getConfiguration().get(key) ?? null),
};

exports.activate = async (context) => {
  recordHosts(join(process.env.WINDOW_DRIVERS ?? '', 'contacted-hosts'));
  watch(context.workspaceState);
  const server = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    try {
      const [name, ...args] = JSON.parse(Buffer.concat(parts).toString());
      response.end(JSON.stringify({ value: (await actions[name](...args)) ?? null }));
    } catch (error) {
      response.end(JSON.stringify({ error: String(error?.stack ?? error) }));
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.subscriptions.push({ dispose: () => server.close() });
  const file = join(process.env.WINDOW_DRIVERS ?? '', `${workspace.name}.port`);
  writeFileSync(`${file}.new`, String(server.address().port));
  renameSync(`${file}.new`, file);
};

/** Notes every memento that is read from now on. */
function watch(memento) {
  const { prototype } = memento.constructor;
  const { get } = prototype;
  prototype.get = function (...args) {
    mementos.add(this);
    return get.apply(this, args);
  };
}
