import pkcs11js from 'pkcs11js'
import { WebSocketServer } from 'ws'
import { ukeyLibrary } from '../../src/native/virtual-ukey/ukey.ts'
import { UKEY_PIN } from '../../test/flow/issuance/ukeys.ts'

// The least that anybody could do: a WebSocket before the library, in one process, without any question.

const p11 = new pkcs11js.PKCS11()
p11.load(ukeyLibrary())
p11.C_Initialize()
const [slot = Buffer.alloc(0)] = p11.C_GetSlotList(true)
const session = p11.C_OpenSession(slot, pkcs11js.CKF_SERIAL_SESSION | pkcs11js.CKF_RW_SESSION)
p11.C_Login(session, pkcs11js.CKU_USER, UKEY_PIN)
p11.C_FindObjectsInit(session, [{ type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_PRIVATE_KEY }])
const [key = Buffer.alloc(0)] = p11.C_FindObjects(session, 1)
p11.C_FindObjectsFinal(session)

const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
sockets.on('connection', (socket) => {
  socket.on('message', (data) => {
    const { id, digest } = JSON.parse(String(data)) as { readonly id: number; readonly digest: string }
    p11.C_SignInit(session, { mechanism: 0x80008104 }, key)
    const signature = p11.C_Sign(session, Buffer.from(digest, 'base64'), Buffer.alloc(1024))
    socket.send(JSON.stringify({ id, signature: signature.toString('base64') }))
  })
})
sockets.on('listening', () => {
  const address = sockets.address()
  if (typeof address === 'object') process.send?.({ port: address?.port })
})
process.on('disconnect', () => process.exit(0))
