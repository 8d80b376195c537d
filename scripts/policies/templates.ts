import { policyKey } from '../../src/main/policies/policy-registry.ts'
import { type PolicyName, policyKinds, policyNames } from '../../src/shared/policies/table.ts'
import { policies as english } from '../../src/shared/policies/words.en.ts'
import { policies as chinese } from '../../src/shared/policies/words.zh-cn.ts'

// The templates of group policy: "Group Policy ADMX Syntax Reference Guide" and the schema of MS-GPREG, appendix.

const namespace = 'http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions'
const head = '<?xml version="1.0" encoding="utf-8"?>'
const root = `revision="1.0" schemaVersion="1.0" xmlns="${namespace}"`

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const xml = (text: string): string => text.replace(/[&<>"]/g, (letter) => escapes[letter] ?? letter)

/** The longest text that the editor takes for a value. */
const longestText = 2_000

const valuesOf = (name: PolicyName): readonly string[] => {
  switch (policyKinds[name]) {
    case 'switch':
      return [
        '      <enabledValue><decimal value="1" /></enabledValue>',
        '      <disabledValue><decimal value="0" /></disabledValue>',
      ]
    case 'text':
      return [
        '      <elements>',
        `        <text id="${name}" valueName="${name}" required="true" maxLength="${longestText}" />`,
        '      </elements>',
      ]
    case 'list':
      return [
        '      <elements>',
        `        <list id="${name}" key="${policyKey}\\${name}" valuePrefix="" />`,
        '      </elements>',
      ]
  }
}

const policyOf = (name: PolicyName): readonly string[] => {
  const isSwitch = policyKinds[name] === 'switch'
  const more = isSwitch ? ` valueName="${name}"` : ` presentation="$(presentation.${name})"`
  return [
    `    <policy name="${name}" class="Both" displayName="$(string.${name})" explainText="$(string.${name}_Explain)" key="${policyKey}"${more}>`,
    '      <parentCategory ref="CertAssistant" />',
    '      <supportedOn ref="Supported" />',
    ...valuesOf(name),
    '    </policy>',
  ]
}

const admx = (): readonly string[] => [
  head,
  `<policyDefinitions ${root}>`,
  '  <policyNamespaces>',
  '    <target prefix="certassistant" namespace="CertAssistant.Policies" />',
  '  </policyNamespaces>',
  '  <resources minRequiredRevision="1.0" />',
  '  <supportedOn>',
  '    <definitions>',
  '      <definition name="Supported" displayName="$(string.Supported)" />',
  '    </definitions>',
  '  </supportedOn>',
  '  <categories>',
  '    <category name="CertAssistant" displayName="$(string.CertAssistant)" />',
  '  </categories>',
  '  <policies>',
  ...policyNames.flatMap(policyOf),
  '  </policies>',
  '</policyDefinitions>',
]

const presentationOf = (name: PolicyName, title: string): readonly string[] => {
  const kind = policyKinds[name]
  if (kind === 'switch') return []
  const control =
    kind === 'list'
      ? `<listBox refId="${name}">${xml(title)}</listBox>`
      : `<textBox refId="${name}"><label>${xml(title)}</label></textBox>`
  return [`      <presentation id="${name}">${control}</presentation>`]
}

const adml = (words: typeof chinese): readonly string[] => {
  const string = (id: string, text: string) => `      <string id="${id}">${xml(text)}</string>`
  return [
    head,
    `<policyDefinitionResources ${root}>`,
    `  <displayName>${xml(words.product)}</displayName>`,
    `  <description>${xml(words.product)}</description>`,
    '  <resources>',
    '    <stringTable>',
    string('CertAssistant', words.product),
    string('Supported', words.supported),
    ...policyNames.flatMap((name) => [
      string(name, words.names[name].title),
      string(`${name}_Explain`, words.names[name].meaning),
    ]),
    '    </stringTable>',
    '    <presentationTable>',
    ...policyNames.flatMap((name) => presentationOf(name, words.names[name].title)),
    '    </presentationTable>',
    '  </resources>',
    '</policyDefinitionResources>',
  ]
}

/** Each file by its path below `PolicyDefinitions`. */
export const policyTemplates = (): Readonly<Record<string, string>> => {
  const text = (lines: readonly string[]) => `${lines.join('\r\n')}\r\n`
  return {
    'cert-assistant.admx': text(admx()),
    'zh-CN/cert-assistant.adml': text(adml(chinese)),
    'en-US/cert-assistant.adml': text(adml(english)),
  }
}
