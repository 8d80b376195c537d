import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { openLog } from '../../../../src/main/log/log.ts'
import { scrub } from '../../../../src/main/log/scrub.ts'
import { scrubRules } from '../../../../src/main/log/scrub-rules.ts'

const now = () => new Date('2026-11-20T09:15:00.000Z')
const folder = () => mkdtempSync(join(tmpdir(), 'log-'))
const key = '128B2FA8BD433C6C068C8D803DFF79792A519A55171B1B650C23661D15897263'
const base64Key = 'EosvqL1DPGwGjI2APf95eSpRmlUXGxtlDCNmHRWJcmM='
const pem = `-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIBKLL6i9QzxsBoyNgD3/eXkqUZpVFxsbZQwjZh0ViXJjoAoGCCqBHM9V
AYItoUQDQgAECfnfMR5UIaFQ3X0WHkvFxnIXn60YM/wHa7CP81bzUCDM6kkM4mdu
-----END EC PRIVATE KEY-----`

describe('the scrubber hides', () => {
  it.each([
    ['pin=12345678', '12345678'],
    ['PIN: 12345678', '12345678'],
    ['"pin":"1234\\"5678"', '5678'],
    ["pin: 'secret with spaces'", 'with spaces'],
    ['{"oldPin":"abc12345","newPin":"xyz98765"}', 'abc12345'],
    ['{"oldPin":"abc12345","newPin":"xyz98765"}', 'xyz98765'],
    ['user_pin=87654321&x=1', '87654321'],
    ['soPin = 00000000', '00000000'],
    ['PIN 码:12345678,请核对', '12345678'],
    ['PIN码为 12345678', '12345678'],
    ['密码是 hunter2a', 'hunter2a'],
    ['口令:hunter2a', 'hunter2a'],
    ['验证码:839201', '839201'],
    ['授权码: ABCD-1234', 'ABCD-1234'],
    ['password=hunter2a', 'hunter2a'],
    ['passphrase: "correct horse"', 'correct horse'],
    ['Passwd: hunter2a', 'hunter2a'],
    ['client_secret=abcdef', 'abcdef'],
    ['sms_code=839201', '839201'],
    ['authorizationCode: 4711-0815', '4711-0815'],
    ['captcha=K7W4', 'K7W4'],
    ['GET /?token=1CINn2VSGc2sC0K HTTP/1.1', '1CINn2VSGc2sC0K'],
    ['{"accessToken":"abc.def"}', 'abc.def'],
    ['refresh_token: abc.def', 'abc.def'],
    ['Authorization: Bearer abcdefgh.ijk', 'abcdefgh'],
    ['authorization: Basic dXNlcjpwYXNz', 'dXNlcjpwYXNz'],
    ['"Authorization":"Bearer abcdefgh"', 'abcdefgh'],
    ['Bearer abcdefgh', 'abcdefgh'],
    ['Cookie: assistant-4711=abcdef; other=1', 'abcdef'],
    ['set-cookie: a=bcdefg; HttpOnly', 'bcdefg'],
    ['Proxy-Authorization: Basic cHJveHk6cGFzcw==', 'cHJveHk6cGFzcw'],
    ['proxy http://user:pa55word@proxy.example:3128', 'pa55word'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-DEF_123', 'eyJzdWIiOiIxIn0'],
    [`d = ${key}`, key],
    [`d=0x${key.toLowerCase()}`, key.toLowerCase()],
    [key.replace(/..(?=.)/g, '$&:'), key.slice(0, 2)],
    [key.replace(/..(?=.)/g, '$& '), '12 8B 2F'],
    [`privateKey: ${base64Key}`, base64Key],
    [base64Key, base64Key],
    [`x ${base64Key.replaceAll('+', '-').replace('=', '')} y`, 'EosvqL1DPGwGjI2'],
    [pem, 'MHcCAQEEIBKLL6i9'],
    [pem.replaceAll('\n', '\\n'), 'MHcCAQEEIBKLL6i9'],
    [pem.slice(0, 120), 'MHcCAQEEIBKLL6i9'],
    ['-----BEGIN ENCRYPTED PRIVATE KEY-----\nabc\n-----END ENCRYPTED PRIVATE KEY-----', 'abc'],
    ['-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----', 'abc'],
    ['seed: 0011223344', '0011223344'],
    ['changed newPin 1234', '1234'],
    ['PIN-Code: 123456', '123456'],
    ['wrong PIN code: 123456', '123456'],
    ['pin_value=1234', '1234'],
    ['PUK 12345678', '12345678'],
    ['verification code is 482913', '482913'],
    ['login code: 482913', '482913'],
    ['校验码：482913', '482913'],
    ['动态码 482913', '482913'],
    ['oldPin 12 34;56', '34;56'],
    ['PIN 码 123456', '123456'],
    ['PIN 码（a1b2c3）不对', 'a1b2c3'],
    ['密码123456', '123456'],
    ['pwd=Ab12cd34', 'Ab12cd34'],
    ['user_pwd: Ab12cd34', 'Ab12cd34'],
    ['pin=12,34 and more', '34'],
    ['pin: correct horse; battery, staple', 'staple'],
    ['PIN 码：a;b c，d', 'b c，d'],
    ['{\\"pin\\":\\"87654321\\"}', '87654321'],
    ['pin%3D87654321', '87654321'],
    ['ｐｉｎ＝８７６５４３２１', '８７６５４３２１'],
    ['pi\u200bn no, pin=876\u200b54321', '54321'],
    ['身份证 11010519491231002X', '11010519491231002X'],
    ['id 110105 19491231 002x.', '19491231'],
    ['mistyped 110105194912310021', '194912310021'],
    ['sent to 13812345678', '13812345678'],
    ['sent to +86 138-1234-5678, again later', '1234-5678'],
    ['电话0471-1234567', '1234567'],
    [`d=${base64Key}`, base64Key],
    [`${key}7`, key],
    [Buffer.from(key, 'hex').join(','), '18,139,47'],
    [`<Buffer ${key.toLowerCase().replace(/..(?=.)/g, '$& ')}>`, '12 8b 2f'],
    ['http://user:pa@ss@proxy.example', 'ss@proxy'],
  ])('%s', (line, secret) => {
    const scrubbed = scrub(line)
    expect(scrubbed).not.toContain(secret)
    expect(scrubbed).toContain('«hidden»')
  })
})

describe('the scrubber leaves', () => {
  it.each([
    'PIN 还可试 4 次',
    'pin-wrong P01',
    'CKR_PIN_INCORRECT (0x000000A0)',
    'token-host minghua ended with SIGSEGV',
    'spinning up',
    'tokenId ukey:minghua:4A1F003290C7D5E1',
    'serial 3F2A91C07D5E48B6A1029CFE',
    'transaction 0190f3c2-7c1e-7e0a-9d7e-1b2c3d4e5f60 step keypair',
    '/home/li/.local/share/cert-assistant/journal/0190f3c2-7c1e-7e0a.jsonl',
    'C:\\Program Files\\Vendor Company\\Middleware\\pkcs11library64.dll',
    'at createApplication (file:///opt/assistant/out/main/application-CT-mJiWa.js:42:17)',
    'https://ra.example.cn/api/v1/requests/0190f3c2',
    '    at verifyPin (file:///opt/assistant/out/main/soft-token.js:42:17)',
    'number 123456789012345678 of a thing',
    'serial 13812345678A',
    'READY after 140 ms, 12 tokens',
    '用户:张三,单位:内蒙古自治区呼伦贝尔市海拉尔区某某知识产权代理有限责任公司',
  ])('%s', (line) => {
    expect(scrub(line)).toBe(line)
  })
})

/** Quantifiers without an upper bound in a pattern: `*`, `+`, `{3,}`, outside of classes. */
const endless = ({ source }: RegExp): readonly string[] =>
  source
    .replace(/\\./g, '')
    .replace(/\[[^\]]*\]/g, '')
    .match(/(?<!\()[*+]|\{\d+,\}/g) ?? []

describe('whoever writes the text, the scrubber', () => {
  it('has no rule with an unlimited repetition', () => {
    expect(endless(/a\*(b+)c{2,}[*]/)).toEqual(['+', '{2,}'])
    expect(scrubRules.flatMap(({ what }) => endless(what))).toEqual([])
  })

  it.each([
    'A'.repeat(1_000_000),
    'pin'.repeat(300_000),
    'a.'.repeat(400_000),
    '-----BEGIN PRIVATE KEY'.repeat(40_000),
    'PIN 码 '.repeat(200_000),
    '\u202e'.repeat(400_000),
    'eyJ-'.repeat(200_000),
    '12 '.repeat(300_000),
    'x\n'.repeat(300_000),
    '密'.repeat(900_000),
  ])('works on a part of it alone, however long it is (%#)', (text) => {
    const whole = scrub(text)
    expect(whole.length).toBeLessThan(40_000)
    expect(whole).toBe(scrub(text.slice(0, 20_000)))
    expect(scrub(`${text}pin=87654321`)).not.toContain('8765')
  })

  it('leaves no part of a secret where it cuts a line or a text', () => {
    for (const length of [2_000, 16_000])
      for (let before = length - 80; before < length; before += 1) {
        const filled =
          length === 2_000 ? ' .'.repeat(before).slice(0, before) : '.\n'.repeat(before).slice(0, before)
        for (const secret of [key, base64Key, 'pin=87654321', '13812345678', 'http://user:pa55word@x'])
          expect(scrub(`${filled} ${secret}\nend`)).not.toMatch(/128B2|EosvqL|8765|13812|pa55/)
      }
  })

  it('keeps the stack of an error with a long message', () => {
    expect(scrub(`${'x '.repeat(30_000)}`.slice(0, 9_000).concat('\n    at call (client.ts:3)'))).toContain(
      'client.ts:3',
    )
  })

  it('lets nobody add a line of their own, or a control character for the terminal', () => {
    expect(scrub('a\rb\u2028c\u001b[2Jd\u202ee')).toBe('a⟨U+000D⟩b⟨U+2028⟩c⟨U+001B⟩[2Jd⟨U+202E⟩e')
  })
})

describe('the log', () => {
  it('writes each event at once, with its time, through the scrubber', () => {
    const place = folder()
    const log = openLog({ folder: place, now })
    log.write('login failed: pin=12345678')
    log.write('one\ntwo')
    expect(readFileSync(join(place, 'assistant.log'), 'utf8')).toBe(
      '2026-11-20T09:15:00.000Z login failed: pin=«hidden»\n2026-11-20T09:15:00.000Z one\n    two\n',
    )
  })

  it('hides a key that is spread over the lines of one event', () => {
    const place = folder()
    openLog({ folder: place, now }).write(`before\n${pem}\nafter`)
    const text = readFileSync(join(place, 'assistant.log'), 'utf8')
    expect(text).toContain('after')
    expect(text).not.toContain('MHcC')
  })

  it.skipIf(process.platform === 'win32')('can be read only by its owner', () => {
    const place = join(folder(), 'logs')
    openLog({ folder: place, now }).write('x')
    expect(statSync(place).mode & 0o777).toBe(0o700)
    expect(statSync(join(place, 'assistant.log')).mode & 0o777).toBe(0o600)
  })

  it('rotates: no file grows beyond its size, and only the last ones are kept', () => {
    const place = folder()
    const log = openLog({ folder: place, now, maxBytes: 200, keep: 3 })
    for (let i = 0; i < 50; i += 1) log.write(`event ${i}`)
    const files = readdirSync(place).sort()
    expect(files).toEqual(['assistant.1.log', 'assistant.2.log', 'assistant.log'])
    for (const file of files) expect(statSync(join(place, file)).size).toBeLessThanOrEqual(200)
    expect(readFileSync(join(place, 'assistant.log'), 'utf8')).toContain('event 49')
    expect(readFileSync(join(place, 'assistant.1.log'), 'utf8')).not.toContain('event 49')
  })

  it('continues the file of the last start', () => {
    const place = folder()
    openLog({ folder: place, now }).write('first')
    openLog({ folder: place, now }).write('second')
    expect(readFileSync(join(place, 'assistant.log'), 'utf8').split('\n')).toHaveLength(3)
  })

  it('stops nothing if its folder is unavailable: the line goes to stderr, scrubbed', () => {
    const place = join(folder(), 'file')
    writeFileSync(place, '')
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    openLog({ folder: join(place, 'logs'), now }).write('pin=12345678')
    expect(said).toHaveBeenCalledWith('2026-11-20T09:15:00.000Z pin=«hidden»\n')
    said.mockRestore()
  })
})
