import type { Translation } from '../errors/entry.ts'
import type { updatesErrors as original } from './errors.zh-cn.ts'

const kept = 'The present version is unchanged and works as before.'

export const updatesErrors: Translation<typeof original> = {
  'update-unreachable': {
    title: 'The update server cannot be reached',
    happened: 'There was no connection to the update server, or it broke off.',
    lost: kept,
    next: 'Check the network and the proxy in Settings, then choose Check now. What has come need not come again.',
  },
  'update-slow': {
    title: 'The update server is too slow',
    happened: 'The update server did not answer, or sent too slowly, and was given up.',
    lost: kept,
    next: 'Try again later. What has come need not come again.',
  },
  'update-insecure': {
    title: 'The update server cannot be identified',
    happened: 'It could not be confirmed that this is the update server, so the connection was ended.',
    lost: kept,
    next: 'Check the date and time of the computer; if they are right, try another network.',
  },
  'update-redirected': {
    title: 'The update was sent elsewhere',
    happened:
      'The server pointed to another address, which was not followed. Networks that want a login do this, too.',
    lost: kept,
    next: 'Log in to the network in the browser, or try another network.',
  },
  'update-answer-wrong': {
    title: 'The update server answered wrongly',
    happened: 'What came is too large, not complete or not the wanted file, and was not used.',
    lost: kept,
    next: 'Try again later, or on another network.',
  },
  'update-unreadable': {
    title: 'The update information is not valid',
    happened: 'What came as update information does not have its form, and was not used.',
    lost: kept,
    next: 'Try again later; if that does not help, install the new version the way you got this one.',
  },
  'update-signature-wrong': {
    title: 'The update information is wrongly signed',
    happened: 'What came was not signed by the publisher of this product, and was not used.',
    lost: kept,
    next: 'Try another network. Do not install packages that others send you.',
  },
  'update-expired': {
    title: 'The update information has expired',
    happened: 'What came is past the date that it states itself, and was not used.',
    lost: kept,
    next: 'Check the date and time of the computer, then choose Check now.',
  },
  'update-replayed': {
    title: 'Older update information than seen before',
    happened: 'What came is older than what was seen before, and was not used.',
    lost: kept,
    next: 'Try another network.',
  },
  'update-contradicts': {
    title: 'The update information contradicts itself',
    happened: 'What came has the number of what was seen before and another content, and was not used.',
    lost: kept,
    next: 'Try again later; if that does not help, install the new version the way you got this one.',
  },
  'update-downgrade': {
    title: 'The server has an older version',
    happened: 'The version on the update server is {version}, which is older than this one. It was not used.',
    lost: kept,
    next: 'There is nothing to do. You will be told of a new version.',
  },
  'update-none-for-this-computer': {
    title: 'The new version has no package for this computer',
    happened: 'Version {version} has no package for the system and processor of this computer.',
    lost: kept,
    next: 'Ask whoever gave you this product.',
  },
  'update-file-wrong': {
    title: 'The downloaded package is wrong',
    happened: 'The package is not what the signed information says. It was deleted and not installed.',
    lost: kept,
    next: 'Try again later, or on another network.',
  },
  'update-no-room': {
    title: 'No room on the disk for the update',
    happened: 'The update needs {megabytes} MB, and the disk of the data folder does not have them.',
    lost: kept,
    next: 'Make room on the disk, then choose Check now.',
  },
  'update-nothing-new': {
    title: 'No new version to install',
    happened: 'No new version waits to be downloaded or installed now.',
    lost: kept,
    next: 'Choose Check now.',
  },
  'update-available': {
    title: 'Version {version} is available',
    happened: 'Version {version} has been published.',
    lost: 'Soft certificates, settings and unfinished business are kept.',
    next: 'See Settings, About.',
  },
  'update-ready': {
    title: 'Version {version} is ready',
    happened: 'Version {version} was downloaded and checked.',
    lost: 'Soft certificates, settings and unfinished business are kept.',
    next: 'When it suits you, choose Restart and update in Settings, About. Otherwise it is put in place at a quiet moment and runs from the next start.',
  },
  'update-taken-back': {
    title: 'Back to the version before',
    happened: 'Version {version} did not start properly on this computer, so the version before is back.',
    lost: 'Soft certificates, settings and unfinished business are all there.',
    next: 'There is nothing to do. That version is not installed again; you will be told of a newer one.',
  },
  'update-needed': {
    title: 'A newer version is needed',
    happened: '{businesses}: version {wanted} or newer is needed; this is {version}.',
    lost: 'Nothing that you typed is lost.',
    next: 'Update in Settings, About, and then go on.',
  },
}
