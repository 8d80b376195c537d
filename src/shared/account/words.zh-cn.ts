export const account = {
  title: '账号登录',
  lead: '请填写邮件或网页上的登录信息。整段复制后，粘贴到任意一栏，会自动填好两栏。',
  userName: '用户名',
  applicantName: '申请人名称',
  applicantNameHint: '单位填写全称，与登记的完全一致。',
  captcha: '验证码',
  captchaPicture: '验证码图片，点击换一张',
  captchaQuestion: (question: string) => `看不清图片？请回答：${question}`,
  renewCaptcha: '换一张',
  submit: '登录',
  submitting: '正在登录…',
  cancel: '取消',
  pasted: '已从粘贴的内容中填好用户名和申请人名称。',
  missing: {
    userName: '请填写用户名。',
    applicantName: '请填写申请人名称。',
    captcha: '请填写验证码。',
    password: '请填写密码。',
  },
  tabsLabel: '登录方式',
  tabs: { names: '登录信息', person: '自然人', entity: '法人', agency: '代理机构', handler: '经办人' },
  tabLeads: {
    person: '以个人身份登录。',
    entity: '以企业、个体工商户、机关或其他组织的身份登录。',
    agency: '以代理机构负责人的身份登录，使用在商标局备案的统一社会信用代码。',
    handler: '以经办人的身份登录，再选择为哪个单位办理。',
  },
  by: '凭什么登录',
  wayTitles: {
    phone: '手机号',
    'id-number': '证件号',
    'credit-code': '统一社会信用代码',
    'organisation-code': '机构代码',
    handler: '手机号或证件号',
    legacy: '历史账号',
  },
  ways: {
    phone: { label: '手机号码', hint: '注册或补录时填写的手机号码。', missing: '请填写手机号码。' },
    'id-number': { label: '证件号码', hint: '注册或补录时填写的证件号码。', missing: '请填写证件号码。' },
    'credit-code': {
      label: '统一社会信用代码',
      hint: '18 位。',
      missing: '请填写统一社会信用代码。',
    },
    'organisation-code': {
      label: '机构代码',
      hint: '没有统一社会信用代码的单位，审核通过后由短信告知。',
      missing: '请填写机构代码。',
    },
    handler: {
      label: '手机号码或证件号码',
      hint: '经办人本人的，不是单位的。',
      missing: '请填写经办人的手机号码或证件号码。',
    },
    legacy: {
      label: '历史账号',
      hint: '原商标网上申请系统的登录名；法人填写当时登记的统一社会信用代码。',
      missing: '请填写历史账号。',
    },
  },
  password: '密码',
  passwordAgain: '请重新输入密码。',
  legacyPassword: '原商标网上申请系统的密码，不是注册时的新密码。',
  showPassword: '显示密码',
  hidePassword: '隐藏密码',
  forgotten: '忘记密码',
  register: '注册账号',
  help: {
    title: '登录遇到问题？',
    hotline: (phone: string) => `仍有问题，请拨打 ${phone}。`,
    noHotline: '仍有问题，请联系发证机构。',
    answers: {
      names: [
        {
          question: '用户名和申请人名称在哪里？',
          answer:
            '在发证机构发来的邮件里，或商标网上服务系统的登录提示里。能登录原系统的，在「我的账户」的「我的用户」里查看。',
        },
        {
          question: '提示与登记的不一致，怎么办？',
          answer: '申请人名称要写全称，括号和空格也要一致；建议整段复制后粘贴。',
        },
      ],
      person: [
        {
          question: '该用哪个账号？',
          answer:
            '已经注册或补录过，用手机号或证件号和新密码登录；还没有，用历史账号和原系统的密码登录，登录后补全信息。个体工商户用字号注册的，请到「法人」登录。',
        },
        {
          question: '历史账号提示不正确，怎么办？',
          answer:
            '只有 2025 年 8 月 1 日之前注册成功的历史账号可以登录。有多个历史账号的，可以使用哪一个已由邮件和短信通知。账号和留存的手机、邮箱可在原系统「我的账户」的「我的用户」里查看。',
        },
      ],
      entity: [
        {
          question: '该用哪个账号？',
          answer:
            '用统一社会信用代码登录。没有统一社会信用代码的单位，用审核通过后收到的机构代码。用字号注册的个体工商户也在这里登录。',
        },
        {
          question: '第一次使用，密码是什么？',
          answer:
            '还没有补录的，选「历史账号」，填写当时登记的统一社会信用代码和原系统的密码；只有 2025 年 8 月 1 日之前注册成功的可以登录。',
        },
      ],
      agency: [
        {
          question: '填哪个统一社会信用代码？',
          answer:
            '填写在商标局备案的，不是商标网上申请系统账号里的。备案的代码有误，请先办理备案变更，变更通过后再登录。',
        },
        {
          question: '已经注册为法人，怎么办？',
          answer: '请到「法人」登录，在「个人中心」变更为代理机构，再重新绑定经办人。',
        },
      ],
      handler: [
        {
          question: '谁是经办人？',
          answer: '由单位或代理机构绑定、代表它办理业务的自然人，用本人的手机号或证件号和本人的密码登录。',
        },
        {
          question: '为什么不能从代理机构进入？',
          answer:
            '一人只能是一家代理机构的经办人，而且要是已备案的商标代理从业人员。单位先注册成法人的，要变更为代理机构并重新绑定。',
        },
      ],
    },
  },
  codeLead: '还差一步',
  codeSent: (where: string) => `验证码已发送到 ${where}`,
  codeReason: '用户名和申请人名称可能为他人所知，填写验证码才能确认是您本人。',
  codeNotSent: '验证码还没有发送。',
  send: (where: string) => `发送到 ${where}`,
  sending: '正在发送验证码…',
  again: '重新发送',
  againIn: (seconds: number) => `${seconds} 秒后可重新发送`,
  otherWay: (where: string) => `改为发送到 ${where}`,
  back: '返回',
  signedInAs: '已登录',
  alreadySignedIn: '您已经登录，可以直接办理证书签发。',
  toIssue: '证书签发',
  loggingOut: '正在退出登录…',
  logout: '退出登录',
  goOnAs: (name: string) => `以「${name}」的账号办理`,
  offline: '现在不能联网，登录要等网络恢复。',
}
