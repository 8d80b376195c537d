// A separate process that uses the library until it is done or killed: child.ts <job> [argument].
import { writeSync } from 'node:fs'
import pkcs11js from 'pkcs11js'
import { CKM, find, openLibrary, openSession, outcome, sign, sm2Pair } from './library.ts'

const [job = '', argument = ''] = process.argv.slice(2)
const p11 = openLibrary()
const say = (text: string) => writeSync(1, `${text}\n`)

function writeForever(): void {
  const session = openSession(p11)
  for (let n = 0; ; n++) {
    const label = `${argument}-${n}`
    p11.C_CreateObject(session, [
      { type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_DATA },
      { type: pkcs11js.CKA_TOKEN, value: true },
      { type: pkcs11js.CKA_PRIVATE, value: n % 2 === 0 },
      { type: pkcs11js.CKA_LABEL, value: label },
      { type: pkcs11js.CKA_VALUE, value: Buffer.from(label.repeat(20)) },
    ])
    say(`wrote ${label}`)
    const [old] =
      n < 8 ? [] : find(p11, session, [{ type: pkcs11js.CKA_LABEL, value: `${argument}-${n - 8}` }])
    if (old) p11.C_DestroyObject(session, old)
  }
}

const jobs: Readonly<Record<string, () => void>> = {
  'write-forever': writeForever,
  'wrong-pins-forever': () => {
    const session = openSession(p11, null)
    for (;;) say(outcome(() => p11.C_Login(session, pkcs11js.CKU_USER, 'not-the-pin')))
  },
  login: () => say(outcome(() => openSession(p11, argument))),
  sign: () => {
    const session = openSession(p11)
    const { privateKey } = sm2Pair(p11, session, argument)
    say('signing')
    say(outcome(() => sign(p11, session, privateKey, CKM.digest, Buffer.alloc(32, 7))))
  },
  'sign-into-buffer': () => {
    const session = openSession(p11)
    const { privateKey } = sm2Pair(p11, session)
    p11.C_SignInit(session, { mechanism: CKM.digest }, privateKey)
    say(outcome(() => say(`${p11.C_Sign(session, Buffer.alloc(32), Buffer.alloc(64)).length} bytes`)))
  },
  'count-slots': () => say(String(p11.C_GetSlotList(true).length)),
}

jobs[job]?.()
