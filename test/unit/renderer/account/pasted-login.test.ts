import { describe, expect, it } from 'vitest'
import { readPastedLogin } from '../../../../src/renderer/account/pasted-login.ts'

const full = '\uff1a'
const name = '内蒙古自治区呼伦贝尔市海拉尔区某某知识产权代理有限责任公司'
const both = { userName: 'nmg_haila', applicantName: name }

describe('a passage pasted from a mail or web page', () => {
  it.each([
    ['half-width colons on one line', `用户名:nmg_haila 申请人名称:${name}`],
    ['full-width colons on one line', `用户名${full}nmg_haila 申请人名称${full}${name}`],
    ['two lines', `用户名: nmg_haila\n申请人名称: ${name}\n`],
    ['two lines of a Windows mail', `用户名${full}nmg_haila\r\n申请人名称${full}${name}\r\n`],
    ['the other order', `申请人名称${full}${name}\uff0c用户名${full}nmg_haila`],
    ['a label alone on its line', `用户名\nnmg_haila\n申请人名称\n${name}`],
    ['cells of a table', `用户名\tnmg_haila\n申请人名称\t${name}`],
    [
      'the sentence of the mail',
      `商标网上申请系统用户\uff08登录名${full}nmg_haila \uff0c名称${full}${name} \uff09请点击 操作手册 下载`,
    ],
    ['quotation marks', `「用户名」${full}「nmg_haila」\u3001「申请人名称」${full}「${name}」。`],
    [
      'a full-width user name',
      `用户名${full}\uff4e\uff4d\uff47\uff3f\uff48\uff41\uff49\uff4c\uff41 申请人名称${full}${name}`,
    ],
    ['an English page', `User name: nmg_haila\nApplicant name: ${name}`],
    ['other lines around it', `您好!\n您的用户名${full}nmg_haila\n您的申请人名称${full}${name}\n祝好`],
  ])('fills both fields from %s', (_what, text) => {
    expect(readPastedLogin(text)).toEqual(both)
  })

  it('keeps the brackets that belong to a name', () => {
    const group = '北京某某\uff08集团\uff09有限公司'
    expect(readPastedLogin(`\uff08申请人名称${full}${group}\uff09`)).toEqual({ applicantName: group })
  })

  it('keeps the spaces of a name in Latin letters', () => {
    expect(readPastedLogin('申请人名称: ABC Trading Co., Ltd. 用户名: abc')).toEqual({
      userName: 'abc',
      applicantName: 'ABC Trading Co., Ltd.',
    })
  })

  it('fills only the field that it names', () => {
    expect(readPastedLogin('用户名:abc')).toEqual({ userName: 'abc' })
  })

  it.each(['', 'nmg_haila', name, '用户名:', '用户名: 申请人名称:'])(
    'leaves "%s" to be pasted as it is',
    (text) => {
      expect(readPastedLogin(text)).toBeNull()
    },
  )
})
