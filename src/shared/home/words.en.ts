import type { home as original } from './words.zh-cn.ts'

export const home: typeof original = {
  title: 'Home',
  now: 'How things are',
  allWellSeveral: (days) =>
    `All is well; the first certificate to expire has ${days} ${days === 1 ? 'day' : 'days'} left`,
  allWell: (days) => `All is well; the certificate expires in ${days} ${days === 1 ? 'day' : 'days'}`,
  about: (holder, sentence) => `${holder}: ${sentence}`,
  firstSteps: 'Three steps to a certificate',
  steps: [
    'Log in with the user name from the mail or web page',
    'Choose a Ukey or a soft certificate',
    'Enter or choose the PIN; it takes about a minute',
  ],
  tokens: 'Ukeys and soft certificates',
  actions: 'Common tasks',
  looking: 'Looking for Ukeys…',
  emptyTitle: 'Plug in a Ukey',
  emptyBody:
    'Plug the Ukey into a USB port and its certificates show here. Without a Ukey, use a soft certificate.',
  useSoft: 'Use a soft certificate',
  notShown: 'Plugged in but not shown?',
  notShownSteps: [
    'Unplug the Ukey and try another USB port, best on the computer itself rather than a dock.',
    'See whether the light on the Ukey is on. If not, try another computer.',
    'Make sure the driver of this Ukey is installed, then choose Refresh.',
  ],
  knownDrivers: 'Drivers on this computer',
  driverState: {
    running: 'Ready',
    'not-installed': 'Not installed',
    idle: 'Ready',
    failed: 'Failing',
    invalid: 'Faulty description',
  },
  issue: 'Issue certificate',
  issueMeaning: 'Apply for a certificate, or replace an old one',
  login: 'Account login',
  loginMeaning: 'With the user name from the mail or web page',
  loggedInMeaning: 'See the account, or log out',
  account: 'Account',
  unfinished: (business, where) => `The last ${business} stopped at: ${where}. Continue?`,
  unfinishedOn: (token) => `Progress is saved and the old certificate still works. Device: ${token}`,
  unfinishedAbsent: (token) =>
    `Progress is saved and the old certificate still works. Plug in ${token} first.`,
  running: (business) => `The certificate ${business} is under way`,
  runningMeaning: 'Do not unplug the Ukey; the result shows here.',
  continue: 'Continue',
  showProgress: 'Show progress',
  offline: 'No connection at the moment',
  offlineMeaning:
    'Logging in and signing with existing certificates still work; issuing and renewing wait for the network.',
}
