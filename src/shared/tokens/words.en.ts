import type { tokens as original } from './words.zh-cn.ts'

export const tokens: typeof original = {
  title: 'Devices that need care',
  unnamed: 'this Ukey',
  reason: {
    'unknown-vendor': {
      title: 'Unknown Ukey',
      happened: () => 'The Ukey does not belong to a vendor that is known here.',
      next: 'Please tell the authority the device number below.',
    },
    'library-missing': {
      title: 'Driver not installed',
      happened: (vendor) => `This Ukey is from ${vendor}, and its driver is not on this computer.`,
      next: 'Install the driver, then choose Refresh.',
    },
    'library-unloadable': {
      title: 'Driver cannot be loaded',
      happened: (vendor) => `The driver of ${vendor} is installed but cannot be opened.`,
      next: 'Install the driver again, then choose Refresh.',
    },
    'wrong-architecture': {
      title: 'Driver of another architecture',
      happened: (vendor) => `The driver of ${vendor} is built for another architecture than the assistant.`,
      next: 'Install the driver that matches the assistant.',
    },
    crashed: {
      title: 'Driver crashed',
      happened: (vendor) => `The driver of ${vendor} crashed and is being started again.`,
      next: 'Please wait. Certificates and keys are not affected.',
    },
    'gave-up': {
      title: 'Driver keeps failing',
      happened: (vendor) =>
        `The driver of ${vendor} crashed several times and is no longer used. Certificates and keys are not affected.`,
      next: 'Update or reinstall the driver, then choose Refresh.',
    },
    'not-answering': {
      title: 'Driver does not answer',
      happened: (vendor) => `The driver of ${vendor} did not answer in time and is being started again.`,
      next: 'Please wait. If it happens again, update the driver.',
    },
    refused: {
      title: 'Ukey cannot be read',
      happened: (vendor) =>
        `The driver of ${vendor} is open but cannot read the Ukey. Certificates and keys are not affected.`,
      next: 'Pull the Ukey out and plug it in again. If that does not help, update the driver or contact the authority.',
    },
  },
  download: 'Download the driver',
  usbId: 'Device number',
  systemWords: 'System message',
}
