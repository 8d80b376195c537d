import type { tray as original } from './words.zh-cn.ts'

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`)

export const tray: typeof original = {
  show: 'Show',
  login: 'Account login',
  logout: 'Log out',
  issue: 'Issue certificate',
  upgrades: 'Certificate upgrade',
  documents: 'Sign and encrypt',
  renewals: 'Renewal',
  refresh: 'Refresh',
  diagnosis: 'System check',
  settings: 'Settings',
  about: 'About',
  quit: 'Quit',
  noUkey: 'Plug in a Ukey',
  looking: 'Looking for Ukeys…',
  valid: (count) => `valid, ${days(count)} left`,
  expiring: (count) =>
    count === 0 ? 'expires today, renewal needed' : `${days(count)} left, renewal needed`,
  expired: (count) =>
    count === 0 ? 'expired today, renewal needed' : `expired ${days(count)} ago, renewal needed`,
  noCertificate: 'no certificate yet',
  ended: 'out of use, another one has taken its place',
  issueHere: 'Issue a certificate…',
  renew: 'Renew the certificate…',
  unlock: 'Unlock the PIN…',
  view: 'View the certificate',
  site: (origin) => `${origin} uses the assistant`,
  sites: (count) => `${count} sites use the assistant`,
  moreTokens: (count) => `${count} more, view all…`,
  notify: {
    done: 'Certificate issued',
    doneBody: (holder, device) => `The certificate of ${holder} is on ${device} and has been checked.`,
    upgraded: 'Certificate upgraded',
    upgradedBody: (holder) =>
      `The new certificate of ${holder} is in force. Click to go on with the seal and the applications.`,
    paused: 'An issuance has stopped',
    pausedBody: (holder) => `The certificate of ${holder} is not finished; nothing was lost. Click to go on.`,
    payment: 'Waiting for payment',
    paymentBody: (holder) =>
      `The business of ${holder} is registered; it goes on once it is paid. Click for details.`,
    correction: 'The application must be corrected',
    correctionBody: (holder) =>
      `Something in the application of ${holder} must be corrected. Click to do it.`,
    installable: 'A certificate can be installed',
    installableBody: (holder) => `The renewal of ${holder} was approved. Click to install the certificate.`,
    person: 'It can go on',
    personBody: (holder) => `The certificate of ${holder} needs you for its next step. Click to go on.`,
  },
}
