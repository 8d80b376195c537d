import { describe, expect, it } from 'vitest'
import { policyTemplates } from '../../../../scripts/policies/templates.ts'
import { policyKinds, policyNames } from '../../../../src/shared/policies/table.ts'

const files = policyTemplates()
const admx = files['cert-assistant.admx'] ?? ''
const admls = ['zh-CN', 'en-US'].map((language) => files[`${language}/cert-assistant.adml`] ?? '')

/** Whether every element that is opened is closed, in order, and nothing stands outside. */
const isWellFormed = (xml: string): boolean => {
  const open: string[] = []
  for (const [, close, name = '', empty] of xml.matchAll(/<(\/?)([a-zA-Z]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (close === '/' && open.pop() !== name) return false
    if (close !== '/' && empty !== '/') open.push(name)
  }
  return open.length === 0 && !/&(?!amp;|lt;|gt;|quot;)/.test(xml)
}

describe('the templates of group policy', () => {
  it('are well-formed', () => {
    for (const xml of [admx, ...admls]) expect(isWellFormed(xml)).toBe(true)
  })

  it('offer every value that the product reads, and no other', () => {
    const offered = [...admx.matchAll(/<policy name="(\w+)"/g)].map(([, name]) => name)
    expect(offered).toEqual(policyNames)
    for (const name of policyNames)
      expect(admx).toContain(
        policyKinds[name] === 'list'
          ? `key="Software\\Policies\\CertAssistant\\${name}"`
          : `valueName="${name}"`,
      )
  })

  it('have words in both languages for all that they name', () => {
    const wanted = [...admx.matchAll(/\$\((string|presentation)\.(\w+)\)/g)]
    expect(wanted.length).toBeGreaterThan(policyNames.length)
    for (const adml of admls)
      for (const [, kind, id] of wanted) expect(adml).toMatch(new RegExp(`<${kind} id="${id}">.`))
  })

  it('have a control for every element that takes a value', () => {
    const elements = [...admx.matchAll(/<(?:text|list) id="(\w+)"/g)].map(([, id]) => id)
    for (const adml of admls)
      expect([...adml.matchAll(/refId="(\w+)"/g)].map(([, id]) => id)).toEqual(elements)
  })
})
