import type { FailureWords } from './failure.ts'

export const en: FailureWords = {
  'not-installed': [
    'Certificate Assistant was not found.',
    'Install it, or start it if it is installed. Then try again.',
  ],
  'not-running': [
    'Certificate Assistant is not running.',
    'Start it (its icon appears in the corner of the desktop), then try again.',
  ],
  'permission-denied': [
    'The browser does not let this site reach programs on this computer, so Certificate Assistant was not found.',
    'Click the icon at the left of the address, set "Apps on device" or "Local network access" to Allow, and reload the page.',
  ],
  framed: [
    'This page is inside another page, and the browser does not let it reach programs on this computer.',
    'Open the page in a window of its own. The site can put allow="loopback-network" on the frame.',
  ],
  'insecure-page': [
    'This page was not opened with https, so the browser does not let it reach programs on this computer.',
    'Open the site with an https address, or install the browser extension of Certificate Assistant.',
  ],
  closed: [
    'The connection to Certificate Assistant was lost. Nothing was signed.',
    'Check that it is still running, then try again.',
  ],
  off: [
    'Web signing is switched off in Certificate Assistant.',
    'Switch it on in Settings, Web signing, then try again.',
  ],
  malformed: [
    'Certificate Assistant does not understand what the site asked. Nothing was signed.',
    "Please tell the site's support.",
  ],
  'too-large': ['The content is too large for Certificate Assistant.', "Please tell the site's support."],
  unsupported: ['This version of Certificate Assistant cannot do this.', 'Update it, then try again.'],
  'not-approved': [
    'You have not allowed this site to use your certificates.',
    'To go on, try again and choose Allow in the window of Certificate Assistant.',
  ],
  refused: ['You said no in Certificate Assistant. Nothing was signed.', 'To go on, try again.'],
  cancelled: ['The request was cancelled. Nothing was signed.', 'To go on, try again.'],
  wait: [
    'There were too many requests, so Certificate Assistant does not answer this site for a while.',
    'Try again in {seconds} seconds.',
  ],
  'no-certificate': [
    'There is no certificate to use.',
    'Plug in the Ukey, or see in Certificate Assistant whether the certificate has expired. Then try again.',
  ],
  'token-gone': ['The Ukey was pulled out. Nothing was signed.', 'Plug it in, then try again.'],
  'pin-locked': [
    'The PIN is locked, so this certificate cannot be used.',
    'Unlock it in Certificate Assistant.',
  ],
  busy: [
    'Certificate Assistant is busy with another request.',
    'Finish or cancel that one in its window, then try again.',
  ],
  'not-for-this-key': ['The chosen certificate cannot be used for this.', 'Try again with another one.'],
  failed: [
    'It did not succeed. Nothing was signed.',
    'Try again. If it still fails, open Certificate Assistant to see why.',
  ],
}
