export const browserExtension = {
  title: 'Browser extension',
  meaning:
    "Sites can also use the assistant through a browser extension, which needs no permission for apps on the device. When the extension is switched on above, the assistant registers with this computer's browsers. The extension has to be installed in the browser as well.",
  registered: 'Registered with',
  connected: 'Connected',
  connectedWith: (count: number) => (count === 1 ? '1 browser' : `${count} browsers`),
  folder: 'Folder of the extension',
  names: { chrome: 'Chrome', chromium: 'Chromium', edge: 'Edge', firefox: 'Firefox' },
  between: ', ',
  howTo:
    'Chrome and Edge: open the Extensions page, switch on developer mode, choose "Load unpacked" and the folder chromium in this one. Firefox: open about:debugging, choose "Load Temporary Add-on" and manifest.json in firefox. Administrators can install it by policy: see docs/extension.md.',
}
