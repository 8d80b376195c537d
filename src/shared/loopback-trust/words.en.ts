export const loopbackTrust = {
  title: 'Local certificate',
  meaning:
    'Some sites connect to the assistant with encryption, for which browsers must trust a local certificate. It is valid only for 127.0.0.1, ::1 and localhost on this computer, and the key that issued it is destroyed, so nobody can use it to pass for a site. It is renewed every year by itself.',
  states: { off: 'Not registered', trusted: 'Registered', failed: 'Not registered everywhere' },
  stores: {
    chromium: 'Chrome and Chromium',
    firefox: 'Firefox',
    windows: 'Windows, this user',
    macos: 'macOS keychain',
  },
  until: 'Valid until',
  inStores: 'Registered with',
  between: ', ',
  trust: 'Trust the local certificate',
  again: 'Register again',
  remove: 'Remove',
  waiting: 'Registering. The system may ask you…',
}
