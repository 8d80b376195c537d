import { connect } from './cert-assistant.mjs'
import { at, judged, newNonce, show } from './site.js'

const asked = new URLSearchParams(window.location.search)
const [via, port] = [asked.get('via'), asked.get('port')]
const needing = ['leave', 'list', 'sign-in', 'sign', 'sign-file']
let assistant = null
let withdraw = null

const enable = (on) => {
  for (const id of needing) at(id).disabled = !on
}

/** Does one thing at a time and shows why it did not succeed. */
const on = (id, place, work) =>
  at(id).addEventListener('click', async () => {
    show(place, '', true)
    withdraw = new AbortController()
    at('cancel').hidden = false
    try {
      await work(withdraw.signal)
    } catch (failure) {
      show(place, `${failure.message}（${failure.code}）`, false)
    }
    at('cancel').hidden = true
  })

const base64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))

on('connect', 'connected', async () => {
  enable(false)
  assistant = await connect({
    ...(via === null ? {} : { via: [via] }),
    ...(port === null ? {} : { ports: [Number(port)] }),
  })
  assistant.on('closed', () => {
    show('connected', '连接断开了', false)
    enable(false)
  })
  assistant.on('dismissed', () => show('connected', '您撤销了本网站', false))
  show('connected', `已连接（${assistant.via}）`, true)
  enable(true)
})

on('leave', 'connected', async () => {
  await assistant.leave()
  show('connected', '已退出登录', true)
})

on('list', 'listed', async (signal) => {
  const certificates = await assistant.certificates({ signal })
  show('listed', certificates.map(({ holder, notAfter }) => `${holder}，${notAfter}`).join('\n'), true)
  assistant.on('certificates-changed', () => show('listed', '证书有变化', true))
})

on('sign-in', 'signed-in', async (signal) => {
  const { nonce } = await newNonce()
  const signed = await assistant.signIn({ nonce, signal })
  await judged('signed-in', '/api/sign-in', { signed })
})

const form = () => (at('cms').checked ? 'cms' : 'plain')

on('sign', 'signed', async (signal) => {
  const { nonce } = await newNonce()
  const text = at('text').value
  const signed = await assistant.sign({ nonce, text, form: form(), signal })
  await judged('signed', '/api/signed', { signed, content: base64(new TextEncoder().encode(text)) })
})

on('sign-file', 'signed', async (signal) => {
  const { nonce } = await newNonce()
  const [file] = at('file').files
  const signed = await assistant.sign({ nonce, file, form: form(), signal })
  await judged('signed', '/api/signed', { signed, content: base64(new Uint8Array(await file.arrayBuffer())) })
})

at('cancel').addEventListener('click', () => withdraw?.abort())
