import type { Translation } from '../errors/entry.ts'
import { certificateKept, nothingLost } from '../errors/phrases.en.ts'
import type { connectionErrors as original } from './errors.zh-cn.ts'

export const connectionErrors = {
  'network-none': {
    title: 'No network',
    happened: 'This computer is not connected.',
    lost: certificateKept,
    next: 'Choose Continue when the network is back.',
  },
  'network-name': {
    title: 'Address not found',
    happened: "The authority's address cannot be resolved.",
    lost: certificateKept,
    next: 'Check the network or DNS.',
  },
  'network-refused': {
    title: 'The authority cannot be reached',
    happened: 'It did not accept the connection.',
    lost: certificateKept,
    next: 'Try again later; behind a proxy, check Settings.',
  },
  'network-timeout': {
    title: 'The authority did not answer',
    happened: 'Waiting for its answer took too long.',
    lost: 'The new certificate is not in force yet; your present one still works.',
    next: 'Choose Continue later; nothing is done twice.',
  },
  'network-tls': {
    title: 'The connection is not safe',
    happened: 'The assistant could not verify that this is the authority, so it ended the connection.',
    lost: certificateKept,
    next: "Check this computer's date and time; if they are right, call the hotline.",
  },
  'network-portal': {
    title: 'The network asks for a login',
    happened: 'This network shows a login page first (a public Wi-Fi, for example).',
    lost: certificateKept,
    next: 'Log in with a browser, then try again.',
  },
  'network-proxy': {
    title: 'The proxy does not answer',
    happened: 'The proxy could not be used.',
    lost: certificateKept,
    next: 'Check the proxy in Settings, General.',
  },
  'authority-fault': {
    title: 'The authority has a problem',
    happened: 'Its service failed.',
    lost: 'The new certificate is not in force yet; your present one still works.',
    next: 'Choose Continue later.',
  },
  'authority-answer-unreadable': {
    title: 'The answer is incomplete',
    happened: 'What came back is incomplete or breaks the rules and was not used.',
    lost: certificateKept,
    next: 'Choose Continue to fetch it again.',
  },
  'authority-busy': {
    title: 'Too many requests',
    happened: 'The authority asks you to wait.',
    lost: nothingLost,
    next: 'Try again in {seconds} s.',
  },
  'clock-skew': {
    title: 'The clock is wrong',
    happened: "This computer's clock and the authority's differ by {minutes} min.",
    lost: nothingLost,
    next: 'Set date and time, then try again.',
  },
  'authority-not-connected': {
    title: 'Not connected',
    happened: 'This authority has published no address, so nothing can be done online with it yet.',
    lost: certificateKept,
    next: 'Choose another authority in Settings, or call its hotline.',
  },
  'authority-data-incomplete': {
    title: 'The data of the demo authority is incomplete',
    happened: 'The demo authority did not start: its data files are missing, damaged or not the newest.',
    lost: 'Your certificates and keys are not among them; they are safe.',
    next: 'Put a backup back into the folder {folder}. Without one, rename that folder: a new demo authority is made, and certificates must be applied for again.',
  },
  'authority-disk-full': {
    title: 'The disk of the authority is full',
    happened: 'The authority could not save its data because its disk is full, so nothing went on.',
    lost: certificateKept,
    next: 'The demo authority keeps its data on this computer: free some space, then choose Continue. With any other authority, try again later or call its hotline.',
  },
} as const satisfies Translation<typeof original>
