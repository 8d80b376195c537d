import type { policies as original } from './words.zh-cn.ts'

export const policies: typeof original = {
  product: 'Certificate Assistant',
  supported: 'Certificate Assistant 0.1.0 or later',
  fixed: 'Set by your administrator',
  onlyThese: 'Your administrator allows only the sites above.',
  names: {
    IssuerId: {
      title: 'Issuing authority',
      meaning:
        'The authority that is asked for new certificates, by its id, for example demo. People cannot change it.',
    },
    Proxy: {
      title: 'Proxy',
      meaning:
        'system (the system proxy), none (no proxy), or the address of a proxy that begins with http:// or https://. People cannot change it.',
    },
    Autostart: {
      title: 'Start with the system',
      meaning:
        'Enabled: it starts at login and stays in the tray. Disabled: it does not. People cannot change it.',
    },
    AutoUpdate: {
      title: 'Update automatically',
      meaning:
        'Enabled: a new version is downloaded by itself and installed in a quiet moment. Disabled: it is only told of. People cannot change it.',
    },
    AllowedSites: {
      title: 'Allowed sites',
      meaning:
        'These sites may use the web service without asking the person first; each signature still takes the PIN. One address a line, for example https://www.example.cn. People cannot withdraw them.',
    },
    OnlyAllowedSites: {
      title: 'Only the listed sites',
      meaning:
        'Enabled: no site but the allowed ones may use the web service, and people cannot allow others.',
    },
    WriteBrowserPolicies: {
      title: 'May write policies of browsers',
      meaning:
        'Disabled: the system check writes no policy files of browsers, because the administrator hands them out.',
    },
  },
}
