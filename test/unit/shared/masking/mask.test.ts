import { describe, expect, it } from 'vitest'
import {
  maskAddress,
  maskEmail,
  maskIdNumber,
  maskName,
  maskPhone,
} from '../../../../src/shared/masking/mask.ts'

describe('what is masked', () => {
  it.each([
    ['', ''],
    ['1', '1'],
    ['1234567', '1******'],
    ['12345678', '123*5678'],
    ['11010519491231002X', '110***********002X'],
  ])('of the number %j leaves %j, as long as it was', (number, masked) => {
    expect(maskIdNumber(number)).toBe(masked)
  })

  it.each([
    ['1234567', '12****'],
    ['12345678', '123****5678'],
    ['13800000002', '138****0002'],
  ])('of the phone %s leaves %s', (phone, masked) => expect(maskPhone(phone)).toBe(masked))

  it.each([
    ['wang@example.cn', 'wa***@example.cn'],
    ['w@example.cn', 'w***@example.cn'],
    ['a@b@example.cn', 'a@***@example.cn'],
  ])('of the mail address %s leaves %s', (address, masked) => expect(maskEmail(address)).toBe(masked))

  it.each([
    ['北京市海淀区示例路 1 号', '北京市海淀区****'],
    ['示例路 12', '示例路****'],
    ['一二三四五', '一二三****'],
    ['', '****'],
  ])('of the address %j leaves the place: %j', (address, masked) => expect(maskAddress(address)).toBe(masked))

  it.each([
    ['王', '王*'],
    ['王芳', '王*'],
    ['𠮷田一', '𠮷**'],
    ['北京示例公司', '北*****'],
    ['北京示例大公司', '北京示例****'],
    ['', '*'],
  ])('of the name %j leaves %j, letter by letter', (name, masked) => expect(maskName(name)).toBe(masked))
})
