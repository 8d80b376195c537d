import { at, judged, newNonce, show } from './site.js'

const port = new URLSearchParams(window.location.search).get('port')
let sof = null
let certId = ''

at('connect').addEventListener('click', async () => {
  try {
    sof = await window.CertAssistant.connectSof({
      onUsbKeyChange: () => show('listed', '证书有变化', true),
      ...(port === null ? {} : { port: Number(port) }),
    })
    // The promise form.
    const users = await sof.SOF_GetUserList()
    certId = users.split('&&&')[0]?.split('||')[1] ?? ''
    show('connected', `已连接，版本 ${await sof.SOF_GetVersion()}`, true)
    show('listed', users, certId !== '')
    at('log-in').disabled = certId === ''
  } catch (failure) {
    show('connected', failure.message, false)
  }
})

at('log-in').addEventListener('click', async () => {
  const { nonce } = await newNonce()
  // The callback form. The PIN would be left out even if there were one here.
  sof.SOF_Login(certId, '', async ({ retVal }) => {
    if (!retVal) return show('signed-in', await sof.SOF_GetLastErrMsg(), false)
    sof.SOF_SignData(
      certId,
      nonce,
      async ({ retVal: signature, ctx }) => {
        if (signature === '') return show('signed-in', await sof.SOF_GetLastErrMsg(), false)
        await judged('signed-in', '/api/bare', { certificate: await sof.SOF_ExportUserCert(ctx), signature })
      },
      certId,
    )
  })
})
