import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { issuerId, logIn, typed } from '../../house/demonstration.ts'
import { type Assistant, refusalOf, startAssistant } from '../assistant.ts'
import type { Stage } from '../stage.ts'
import { windowsPath } from '../wine.ts'

const pin = '824637'
const newPin = 'Winter-26'
const password = '一个好口令 2026'

const issue = async ({ client, where }: Assistant) => {
  const target = { kind: 'soft' } as const
  const { transactionId } = await client.issuance.start({ issuerId, target, pin: typed(pin) })
  const { transactions } = await where(({ transactions: all }) =>
    all.some(({ id, state }) => id === transactionId && state !== 'running'),
  )
  return transactions.find(({ id }) => id === transactionId)
}

/** Login, issuance, PIN, backup, and what a kill leaves. */
export const certificates = async ({ check, windows, program, place }: Stage): Promise<void> => {
  const home = place('证书 助手')
  const open = (at = home) => startAssistant(windows, program, ['--home', windowsPath(at)])
  let assistant = await open()
  const token = async () => {
    const { tokens } = await assistant.snapshot()
    const [first] = tokens
    if (first === undefined) throw new Error('there is no token')
    return first
  }
  const tokenId = async () => (await token()).id
  const signing = async () => (await token()).pairs[0]?.signing?.id ?? ''

  await check('the authority inside starts and gives a captcha', async () => {
    const { picture } = await assistant.client.account.captcha({ issuerId })
    assert.match(picture, /^<svg/)
  })
  await check('a wrong captcha is refused', async () => {
    const { id } = await assistant.client.account.captcha({ issuerId })
    const wrong = { userName: 'demo', applicantName: '没有这家', issuerId, captchaId: id, captcha: 'XXXX' }
    assert.match(await refusalOf(assistant.client.account.login(wrong)), /captcha/)
  })
  await check('the holder logs in', async () => {
    await logIn(assistant)
    const { accounts } = await assistant.where(({ accounts: all }) => all.length > 0)
    assert.equal(accounts[0]?.account.applicantName, '北京示例知识产权代理有限公司')
  })
  await check('a soft certificate is issued, with a pair in its file', async () => {
    assert.equal((await issue(assistant))?.state, 'done')
    const { pairs, kind } = await token()
    assert.equal(kind, 'soft')
    assert.deepEqual([pairs[0]?.signing?.use, pairs[0]?.encryption?.use], ['signing', 'encryption'])
    assert.ok(readdirSync(join(home, 'soft')).length > 0)
  })
  await check('the exported certificate is one for OpenSSL', async () => {
    const { base64 } = await assistant.client.certificates.export({
      certificateId: await signing(),
      format: 'pem',
    })
    const text = execFileSync('openssl', ['x509', '-noout', '-subject', '-nameopt', 'utf8'], {
      input: Buffer.from(base64, 'base64'),
      encoding: 'utf8',
    })
    assert.match(text, /北京示例知识产权代理有限公司/)
  })
  await check('a wrong PIN costs one try, the right one gives it back', async () => {
    const wrong = await assistant.client.pin
      .verify({ tokenId: await tokenId(), pin: 'wrong-1' })
      .catch(() => null)
    const after = await token()
    assert.ok(wrong === null || wrong !== undefined)
    assert.equal(after.pin.triesLeft, (after.pin.triesMax ?? 0) - 1)
    await assistant.client.pin.verify({ tokenId: await tokenId(), pin })
    const again = await assistant.where(({ tokens }) => tokens[0]?.pin.triesLeft === tokens[0]?.pin.triesMax)
    assert.ok(again)
  })
  await check('the PIN is changed', async () => {
    await assistant.client.pin.change({ tokenId: await tokenId(), oldPin: pin, newPin })
    await assistant.client.pin.verify({ tokenId: await tokenId(), pin: newPin })
  })
  await check('the paper of the certificate is a PDF with the font beside the program', async () => {
    const { base64, fileName } = await assistant.client.certificates.paper({ certificateId: await signing() })
    assert.match(fileName, /\.pdf$/)
    assert.equal(Buffer.from(base64, 'base64').subarray(0, 5).toString(), '%PDF-')
  })
  await check('the history is told and exported', async () => {
    const list = await assistant.client.history.list({})
    assert.ok(list.some(({ kind }) => kind === 'issued'))
    const { base64 } = await assistant.client.history.export({})
    assert.ok(Buffer.from(base64, 'base64').length > 100)
  })
  let backup = ''
  await check('a backup is made under a password', async () => {
    const made = await assistant.client.backup.create({ tokenId: await tokenId(), pin: newPin, password })
    assert.match(made.fileName, /\.certbackup$/)
    backup = made.base64
  })
  await check('the backup is restored in another data folder, and its PIN is the new one there', async () => {
    const other = await open(place('另一台电脑'))
    try {
      const { tokenIds } = await other.client.backup.restore({ file: backup, password, pin: 'Spring-27' })
      await other.client.pin.verify({ tokenId: tokenIds[0] ?? '', pin: 'Spring-27' })
    } finally {
      await other.quit()
    }
  })
  await check('a wrong password of a backup is refused', async () => {
    const wrong = assistant.client.backup.restore({
      file: backup,
      password: 'wrong password',
      pin: 'Spring-27',
    })
    assert.equal(await refusalOf(wrong), 'backup-password-wrong')
  })
  await check('a .pfx of OpenSSL is taken in', async () => {
    const folder = place('pfx')
    execFileSync('mkdir', ['-p', folder])
    const key = join(folder, 'key.pem')
    const make = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=pfx', '-days', '30']
    execFileSync('openssl', [...make, '-keyout', key, '-out', join(folder, 'c.pem')], { stdio: 'ignore' })
    const pfx = [
      'pkcs12',
      '-export',
      '-inkey',
      key,
      '-in',
      join(folder, 'c.pem'),
      '-passout',
      `pass:${password}`,
    ]
    const bytes = execFileSync('openssl', pfx)
    const given = { file: bytes.toString('base64'), password, pin: 'Summer-27' }
    const answer = await refusalOf(assistant.client.backup.importPfx(given))
    // What it does with a key that is not SM2 is the same on every system: the opener's process must have answered.
    assert.ok(['', 'pfx-not-sm2', 'pfx-unsupported', 'pfx-no-key'].includes(answer), answer)
  })
  await check('killed in the middle of an issuance, it goes on after the next start', async () => {
    const target = { kind: 'soft' } as const
    await assistant.client.issuance.start({ issuerId, target, pin: typed(pin) })
    await assistant.where(({ transactions }) =>
      transactions.some(
        ({ state, steps }) => state === 'running' && steps.some((step) => step.state === 'done'),
      ),
    )
    await assistant.kill()
    assistant = await open()
    const { transactions } = await assistant.where(
      ({ settled, transactions: all }) => settled && all.length > 0,
    )
    const [broken] = transactions
    assert.ok(broken !== undefined)
    if (broken.state === 'done') return
    if (broken.needsPin)
      await assistant.client.transactions.resume({ transactionId: broken.id, pin: typed(pin) })
    await assistant.where(({ transactions: all }) =>
      all.some(({ id, state }) => id === broken.id && state === 'done'),
    )
  })
  await check('both certificates are there after that, and the first still takes its PIN', async () => {
    const { tokens } = await assistant.where(({ tokens: all }) => all.length >= 2)
    const outcomes = await Promise.all(
      tokens.map(({ id }) => refusalOf(assistant.client.pin.verify({ tokenId: id, pin: newPin }))),
    )
    assert.ok(outcomes.includes(''), outcomes.join())
  })
  await check('the processes of a killed assistant end by themselves', async () => {
    await assistant.kill()
    const end = performance.now() + 20_000
    for (;;) {
      const { stdout } = await windows.run('tasklist', [])
      if (!/node\.exe/i.test(stdout)) return
      if (performance.now() > end) throw new Error(stdout)
    }
  })
  await check('settings and names of the person are read again', async () => {
    writeFileSync(join(home, 'marker'), '')
    assistant = await open()
    await assistant.client.settings.change({ language: 'en' })
    await assistant.quit()
    assistant = await open()
    assert.equal((await assistant.snapshot()).settings.language, 'en')
    assert.equal(await assistant.quit(), 0)
  })
}
