import { type ThemeConfig, theme } from 'antd'
import type { Language } from '../../shared/models/index.ts'
import type { Palette } from './palette.ts'

/** Chinese fonts draw quotation marks and apostrophes as wide as a Chinese letter; English takes those of another. */
export const fontFamilyIn = (language: Language): string =>
  language === 'en' ? `"Latin Marks", ${fontFamily}` : fontFamily

const fontFamily =
  '"PingFang SC", "Microsoft YaHei UI", "HarmonyOS Sans SC", "Noto Sans CJK SC", system-ui, sans-serif'

type Algorithm = Extract<NonNullable<ThemeConfig['algorithm']>, (...seed: never[]) => unknown>

/** The library derives its own shades from a colour. This keeps our colours unchanged. */
const pigments =
  (p: Palette): Algorithm =>
  (seed, derived) => ({
    ...(derived ?? theme.defaultAlgorithm(seed)),
    colorPrimary: p.azurite,
    colorPrimaryHover: p.azuriteHover,
    colorPrimaryActive: p.azuriteActive,
    colorPrimaryBg: p.azuriteWash,
    colorPrimaryBgHover: p.azuriteWash,
    colorPrimaryBorder: p.azurite,
    colorPrimaryText: p.azurite,
    colorPrimaryTextHover: p.azuriteHover,
    colorPrimaryTextActive: p.azuriteActive,
    colorInfo: p.azurite,
    colorLink: p.azurite,
    colorLinkHover: p.azuriteHover,
    colorLinkActive: p.azuriteActive,
    colorSuccess: p.malachite,
    colorWarning: p.gamboge,
    colorError: p.cinnabar,
    colorErrorHover: p.cinnabarHover,
    colorErrorActive: p.cinnabarHover,
    colorErrorBg: p.cinnabarWash,
    colorErrorBorder: p.cinnabar,
    colorErrorBorderHover: p.cinnabarHover,
    colorText: p.ink,
    colorTextSecondary: p.inkSoft,
    colorTextTertiary: p.inkSoft,
    colorTextQuaternary: p.inkSoft,
    colorBgLayout: p.paper,
    colorBgContainer: p.card,
    colorBgElevated: p.card,
    colorBorder: p.edge,
    colorBorderSecondary: p.hairline,
    colorFillQuaternary: p.wash,
    colorBgMask: 'rgba(16, 20, 26, 0.38)',
  })

export const antdTheme = (p: Palette, still: boolean, language: Language): ThemeConfig => ({
  algorithm: [p.scheme === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm, pigments(p)],
  cssVar: { key: 'assistant' },
  hashed: false,
  token: {
    fontFamily: fontFamilyIn(language),
    fontSize: 14,
    // Large controls are larger to hit, not to read.
    fontSizeLG: 14,
    borderRadius: 8,
    borderRadiusLG: 10,
    borderRadiusSM: 6,
    controlHeight: 36,
    controlHeightLG: 40,
    controlHeightSM: 30,
    motion: !still,
    motionDurationFast: '0.15s',
    motionDurationMid: '0.18s',
    motionDurationSlow: '0.2s',
    lineWidthFocus: 2,
    colorTextPlaceholder: p.inkSoft,
    colorTextLightSolid: p.onAzurite,
    colorTextDisabled: p.inkSoft,
    // A hairline around floating parts, because a shadow shows no edge on a dark ground.
    boxShadow: `0 0 0 1px ${p.hairline}, 0 6px 24px rgba(16, 20, 26, 0.12)`,
    boxShadowSecondary: `0 0 0 1px ${p.hairline}, 0 4px 16px rgba(16, 20, 26, 0.10)`,
  },
  components: {
    Button: {
      primaryShadow: 'none',
      defaultShadow: 'none',
      dangerShadow: 'none',
      primaryColor: p.onAzurite,
      dangerColor: p.onCinnabar,
      fontWeight: 500,
      defaultBorderColor: p.line,
      defaultHoverBorderColor: p.azurite,
      defaultHoverColor: p.azurite,
      defaultActiveBorderColor: p.azuriteActive,
      defaultActiveColor: p.azuriteActive,
      paddingInline: 18,
    },
    Input: {
      activeShadow: `0 0 0 1px ${p.azurite}`,
      errorActiveShadow: `0 0 0 1px ${p.cinnabar}`,
      warningActiveShadow: 'none',
    },
    Select: { activeOutlineColor: p.azurite },
    Modal: { titleFontSize: 16, contentBg: p.card, headerBg: p.card },
    Tooltip: { colorBgSpotlight: p.ink, colorTextLightSolid: p.card },
  },
})
