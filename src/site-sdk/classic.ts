// The same for pages that load a classic script: all of it is under `CertAssistant`.
import * as sdk from './index.ts'

Object.assign(globalThis, { CertAssistant: sdk })
