import { standardLayout } from '../../../../src/native/skf/layout.ts'
import type { Setup } from '../../../../src/native/skf/setup.ts'
import { deviceInfoBytes } from './device-info.ts'
import { eccBlob, pointOfBytes } from './key-blobs.ts'
import {
  type Answer,
  done,
  filling,
  giving,
  listed,
  opening,
  type Script,
  telling,
} from './scripted-library.ts'

export const setup: Setup = {
  library: '/lib/a.so',
  vendor: 'Vendor',
  oneMaker: false,
  pinRule: { min: 6, max: 16 },
  applications: [],
  pollMilliseconds: 400,
  events: true,
}

/** Answers for the signing half alone. */
export const inSigningHalf =
  (answer: Answer): Answer =>
  (...all) =>
    all[1] === 1 ? answer(...all) : 0x0a00001b

export const infoOf = (serial: string): Answer => filling(deviceInfoBytes({ serial }, standardLayout))

/** The answers of a library with one device, one application and one container with a signing pair. */
export const oneDevice = (): Script => ({
  SKF_EnumDev: giving(listed('one')),
  SKF_ConnectDev: opening(5n),
  SKF_DisConnectDev: done,
  SKF_GetDevInfo: infoOf('S-001'),
  SKF_EnumApplication: giving(listed('App')),
  SKF_OpenApplication: opening(7n),
  SKF_CloseApplication: done,
  SKF_ClearSecureState: done,
  SKF_GetPINInfo: telling(10, 9, 0),
  SKF_VerifyPIN: done,
  SKF_EnumContainer: giving(listed('box')),
  SKF_OpenContainer: opening(8n),
  SKF_CloseContainer: done,
  SKF_ExportPublicKey: inSigningHalf(giving(eccBlob(pointOfBytes(0x11)))),
  SKF_ExportCertificate: inSigningHalf(giving(Buffer.from('a certificate'))),
})
