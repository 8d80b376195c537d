import type { FindingTexts } from './finding-text.ts'

/** What a step of 系统检测 can find, apart from what the catalogue of errors says already. `{name}` is a figure. */
export const findingsZhCn = {
  'step-hung': {
    title: '这一步没有检测完',
    happened: '等了 {seconds} 秒仍没有结果，已经放下它，其他各步不受影响。',
    next: '请稍后再检测一次。总是这样时，请把报告发给客服。',
  },
  'step-failed': {
    title: '这一步没能检测',
    happened: '检测时出错：{words}',
    next: '请再检测一次。总是这样时，请把报告发给客服。',
  },
  'step-contradicts': {
    title: '这一步的结果互相矛盾',
    happened: '同一件事得到了两种说法：{words}',
    next: '请再检测一次。总是这样时，请把报告发给客服。',
  },
  'port-taken': {
    title: '端口 {port} 被其他程序占用',
    happened: '程序「{program}」占用了网站用来找证书助手的端口 {port}。',
    next: '请退出这个程序，然后点「修复」，证书助手会重新使用这个端口。',
  },
  'service-silent': {
    title: '代理服务没有回答',
    happened: '端口 {port} 应由证书助手回答，但没有收到它的回答。',
    next: '请重新启动证书助手。仍不行时请把报告发给客服。',
  },
  'service-failed': {
    title: '代理服务没有打开',
    happened: '网站使用的一种连接方式没能打开。',
    next: '请点「修复」重新打开。仍不行时请重新启动证书助手。',
  },
  'service-uncertified': {
    title: '还缺一张本机证书',
    happened: '有的网站只用加密方式连接，浏览器需要先信任本机证书。',
    next: '请点「修复」登记本机证书，系统可能会询问您。',
  },
  'second-assistant': {
    title: '另有一个证书助手在运行',
    happened: '进程 {pid} 也是证书助手，使用另一个数据文件夹。两个助手会争用端口和 Ukey。',
    next: '请退出其中一个，只留常用的那一个。',
  },
  'leftover-host': {
    title: '有遗留的驱动进程',
    happened: '进程 {pid} 是以前的证书助手留下的，可能占着 Ukey。',
    next: '请点「修复」结束这个进程。',
  },
  'rival-assistant': {
    title: '其他证书客户端在运行',
    happened: '「{program}」（进程 {pid}）也会使用 Ukey，可能与证书助手争用。',
    next: '办理业务时请先退出它。办完后可以再打开。',
  },
  'driver-lacks-functions': {
    title: '驱动缺少功能',
    happened: '{vendor} 的驱动缺少 {count} 个功能：{names}',
    next: '请从厂商网站安装新版驱动，再检测一次。',
  },
  'driver-replaced': {
    title: '自带的驱动说明被替换',
    happened: '数据文件夹中的 {file} 替换了证书助手自带的「{vendor}」驱动说明。',
    next: '如果不是您或单位的管理员放的，请点「修复」把它移开，重新启动后生效。',
  },
  'driver-conflict': {
    title: '两种驱动争用一支 Ukey',
    happened: '{first} 和 {second} 的驱动都认为设备 {device} 是自己的。',
    next: '请卸载不用的那一种驱动，重新启动电脑后再插入 Ukey。',
  },
  'ukey-not-listed': {
    title: '驱动没有看到 Ukey',
    happened: '电脑看到了 {vendor} 的设备 {device}，但它的驱动没有列出任何 Ukey。',
    next: '请拔出 Ukey，换一个直接在电脑上的 USB 接口再插入。仍不行时请重装驱动。',
  },
  'pcscd-absent': {
    title: '没有安装智能卡服务',
    happened: '有的 Ukey 和读卡器要通过智能卡服务（pcscd）使用，这台电脑上没有它。',
    next: '请安装 pcscd，然后再检测一次。',
  },
  'pcscd-stopped': {
    title: '智能卡服务没有运行',
    happened: '智能卡服务（pcscd）已安装，但现在没有运行。',
    next: '请启动它：systemctl start pcscd.socket，或重新启动电脑。',
  },
  'pcscd-silent': {
    title: '智能卡服务没有回答',
    happened: '智能卡服务的入口 {path} 还在，但没有程序在回答。',
    next: '请重新启动它：systemctl restart pcscd，或重新启动电脑。',
  },
  'usb-no-permission': {
    title: '没有使用 USB 设备的权限',
    happened: '设备 {device} 已插入，但当前用户不能打开它（{path}）。',
    next: '请安装厂商的驱动，或请管理员给当前用户这个权限。',
  },
  'ukey-unsteady': {
    title: 'Ukey 时断时续',
    happened: '「{name}」在十分钟内断开了 {times} 次。',
    next: '请换一个直接在电脑上的 USB 接口，不经过扩展坞和延长线。',
  },
  'pin-locked': {
    title: 'PIN 码已锁定',
    happened: '「{name}」的 PIN 码输错次数太多，已经锁定。证书没有丢失。',
    next: '请到「解锁 PIN 码」办理解锁。',
  },
  'pin-last-try': {
    title: 'PIN 码只剩最后一次',
    happened: '「{name}」的 PIN 码再输错一次就会锁定。',
    next: '请确认 PIN 码后再输入；想不起来时先办理解锁。',
  },
  'pin-low': {
    title: 'PIN 码剩余次数不多',
    happened: '「{name}」的 PIN 码还可以试 {tries} 次。',
    next: '输对一次后，次数会恢复。',
  },
  'pin-default': {
    title: 'PIN 码还是出厂的',
    happened: '「{name}」的 PIN 码没有改过，别人也可能知道。',
    next: '请修改 PIN 码。',
  },
  'pin-unset': {
    title: '还没有设定 PIN 码',
    happened: '「{name}」还没有设定 PIN 码，现在不能签名。',
    next: '请联系发证机构为它设定 PIN 码。',
  },
  'certificate-expired': {
    title: '证书已过期',
    happened: '「{holder}」的证书已过期 {days} 天。',
    next: '请办理证书续期。',
  },
  'certificate-expiring': {
    title: '证书快到期了',
    happened: '「{holder}」的证书还有 {days} 天到期。',
    next: '请办理证书续期，办完前证书仍可使用。',
  },
  'certificate-revoked': {
    title: '证书已作废',
    happened: '发证机构已把「{holder}」的证书作废，网站不会再接受它。',
    next: '请申请新证书；如果不是您要求的，请联系发证机构。',
  },
  'certificate-suspended': {
    title: '证书已挂失',
    happened: '「{holder}」的证书处于挂失状态，解除前不能使用。',
    next: '请办理解除挂失。',
  },
  'certificate-not-yet': {
    title: '证书还没有生效',
    happened: '「{holder}」的证书从 {from} 起才有效。',
    next: '请先确认电脑的日期正确；如果正确，请等到这一天。',
  },
  'certificate-half': {
    title: '证书不成对',
    happened: '「{holder}」的签名证书和加密证书只有一张。',
    next: '请重新签发，补全这一对证书。',
  },
  'certificate-mismatched': {
    title: '证书与密钥不相配',
    happened: '「{holder}」的证书不属于 Ukey 中的密钥，不能用来签名。',
    next: '请重新签发证书。',
  },
  'certificate-keyless': {
    title: '证书没有密钥',
    happened: '「{holder}」的证书在「{name}」里，但没有它的密钥。',
    next: '请插入原来的 Ukey，或重新签发证书。',
  },
  'certificate-unreadable': {
    title: '有证书读不出来',
    happened: '「{name}」中有 {count} 张证书读不出来。',
    next: '请拔出后重新插入；仍不行时请联系发证机构。',
  },
  'certificate-none': {
    title: 'Ukey 里没有证书',
    happened: '「{name}」中没有证书。',
    next: '请为它办理证书签发。',
  },
  'revocation-unanswered': {
    title: '查不到证书是否作废',
    happened: '查询「{holder}」的证书状态时，发证机构的状态服务没有回答。',
    next: '请检查网络；网络正常时请稍后再检测。',
  },
  'chain-incomplete': {
    title: '证书链不完整',
    happened: '「{holder}」的证书缺少上级证书，无法确认是谁签发的。',
    next: '请点「修复」向发证机构取回证书链。',
  },
  'chain-broken': {
    title: '证书链有问题',
    happened: '「{holder}」的证书链在「{link}」处没有通过检查。',
    next: '请不要用它签名，并联系发证机构。',
  },
  'rehearsal-not-signed': {
    title: '试签没有成功',
    happened: '「{name}」没能完成一次试签。',
    next: '请拔出后重新插入，再试一次；仍不行时请联系发证机构。',
  },
  'rehearsal-not-verified': {
    title: '试签的签名不对',
    happened: '「{name}」签出的内容用它自己的证书验不通过。',
    next: '请重新签发证书，或把报告发给客服。',
  },
  'rehearsal-not-opened': {
    title: '试解密没有成功',
    happened: '用「{name}」的加密密钥没能打开刚加密的内容。',
    next: '请不要删除旧证书，并把报告发给客服。',
  },
  'clock-ahead': {
    title: '电脑的时间快了',
    happened: '与 {source} 相比，电脑的时间快了 {minutes} 分钟。',
    next: '请在系统设置中打开自动对时，然后再检测。',
  },
  'clock-behind': {
    title: '电脑的时间慢了',
    happened: '与 {source} 相比，电脑的时间慢了 {minutes} 分钟。',
    next: '请在系统设置中打开自动对时，然后再检测。',
  },
  'clock-jumped': {
    title: '电脑的时间被改动过',
    happened: '证书助手运行期间，电脑的时间跳动了 {minutes} 分钟。',
    next: '请确认日期和时间正确，并打开自动对时。',
  },
  'clock-before-build': {
    title: '电脑的日期太早',
    happened: '电脑的日期早于这个版本制作的日期 {date}。',
    next: '请在系统设置中改正日期，然后再检测。',
  },
  'clock-disagree': {
    title: '各处的时间不一致',
    happened: '几处时间来源彼此相差 {minutes} 分钟，无法判断电脑的时间是否正确。',
    next: '请对照手机上的时间，确认电脑的时间正确。',
  },
  'tls-intercepted': {
    title: '连接被中间设备拆开',
    happened: '与 {host} 的加密连接由「{issuer}」签发的证书应答，不是发证机构的。',
    next: '可能是单位的安全设备或杀毒软件。请管理员对 {host} 放行。',
  },
  'proxy-silent': {
    title: '代理服务器没有回答',
    happened: '设置中的代理 {address} 连不上。',
    next: '请核对代理地址；不用代理时请点「修复」改为不使用代理。',
  },
  'proxy-refuses': {
    title: '代理服务器拒绝连接',
    happened: '代理 {address} 回答了 {status}，没有放行。',
    next: '请管理员在代理上放行发证机构的地址。',
  },
  'policy-blocks-loopback': {
    title: '浏览器策略禁止网站连接本机',
    happened: '{browser} 的策略文件 {file} 禁止网站连接这台电脑上的程序。',
    next: '请点「修复」写入放行已批准网站的策略；不能写时请联系管理员。',
  },
  'policy-blocks-extension': {
    title: '浏览器策略禁止扩展',
    happened: '{browser} 的策略文件 {file} 不许安装证书助手的扩展。',
    next: '请管理员在策略中放行这个扩展。',
  },
  'policy-blocks-host': {
    title: '浏览器策略禁止扩展连接本机程序',
    happened: '{browser} 的策略文件 {file} 不许扩展启动证书助手。',
    next: '请管理员在策略的 NativeMessagingAllowlist 中放行证书助手。',
  },
  'policy-unreadable': {
    title: '浏览器策略文件读不懂',
    happened: '{browser} 的策略文件 {file} 不是正确的 JSON，浏览器会不理它。',
    next: '请管理员改正这个文件。',
  },
  'manifest-missing': {
    title: '浏览器不认识证书助手',
    happened: '扩展已打开，但 {browser} 里没有登记证书助手。',
    next: '请点「修复」重新登记。',
  },
  'manifest-foreign': {
    title: '浏览器登记的是别的程序',
    happened: '{browser} 里登记的不是这个证书助手，而是 {path}。',
    next: '如果那个程序已经不用，请点「修复」改为这个证书助手。',
  },
  'manifest-dangling': {
    title: '浏览器登记的程序不见了',
    happened: '{browser} 里登记的程序 {path} 已经不在。',
    next: '请点「修复」重新登记。',
  },
  'manifest-damaged': {
    title: '浏览器的登记文件损坏',
    happened: '{browser} 的登记文件 {file} 读不懂。',
    next: '请点「修复」重新登记。',
  },
  'extension-absent': {
    title: '没有浏览器装有扩展',
    happened: '扩展方式已打开，但没有一个浏览器的扩展连接上来。',
    next: '请打开浏览器，并按「设置」→「代理服务」中的说明安装扩展。',
  },
  'trust-missing': {
    title: '有浏览器不信任本机证书',
    happened: '证书库 {store} 里没有本机证书。',
    next: '请关闭浏览器，点「修复」重新登记。',
  },
  'trust-tool-missing': {
    title: '缺少登记本机证书的程序',
    happened: '这台电脑上没有程序 {tool}，无法检查和登记本机证书。',
    next: '请安装 {tool}，然后再检测一次。',
  },
  'file-changed': {
    title: '程序文件被改动',
    happened: '{count} 个程序文件与制作时不同：{files}',
    next: '请重新安装证书助手。证书和密钥不受影响。',
  },
  'file-missing': {
    title: '程序文件缺失',
    happened: '{count} 个程序文件不见了：{files}',
    next: '请重新安装证书助手。可能是杀毒软件隔离了它们。',
  },
  'file-list-missing': {
    title: '没有程序文件清单',
    happened: '清单 {file} 不在或读不懂，无法检查程序是否完整。',
    next: '请重新安装证书助手。证书和密钥不受影响。',
  },
  'folder-not-writable': {
    title: '文件夹不能写入',
    happened: '证书助手不能写入 {folder}，办理进度和设置都无法保存。',
    next: '请改正这个文件夹的权限，或请管理员处理。',
  },
  'folder-open': {
    title: '别人也能看到数据文件夹',
    happened: '这台电脑上的其他用户可以打开 {folder}。',
    next: '请点「修复」，只留给自己使用。',
  },
  'file-open': {
    title: '别人也能读密钥文件',
    happened: '这台电脑上的其他用户可以读 {file}。',
    next: '请点「修复」，只留给自己使用。',
  },
  'disk-low': {
    title: '磁盘空间不多',
    happened: '数据文件夹所在的磁盘只剩 {megabytes} MB。',
    next: '请清理磁盘，办理业务前至少留出 50 MB。',
  },
  'disk-full': {
    title: '磁盘已满',
    happened: '数据文件夹所在的磁盘已经写不进内容，办理业务会停下来。',
    next: '请先清理磁盘。已保存的内容没有丢失。',
  },
  'leftover-file': {
    title: '有没写完的文件',
    happened: '{file} 是以前没写完就中断的文件，内容不会被使用。',
    next: '请点「修复」把它移开。',
  },
  'set-aside-file': {
    title: '有损坏的文件被放在一边',
    happened: '{file} 以前读不懂，证书助手没有用它。',
    next: '需要时请把它发给客服；不需要时点「修复」移开。',
  },
  'business-stopped': {
    title: '有业务没有办完',
    happened: '「{name}」的业务停下来了，进度已保存。',
    next: '请打开它，继续办理或放弃。',
  },
  'journal-stray': {
    title: '有一份办理记录没有人接手',
    happened: '{file} 是一次没办完的业务，但证书助手没有认出它。',
    next: '请重新启动证书助手。仍然这样时，请把报告发给客服。',
  },
  'autostart-missing': {
    title: '开机启动没有登记',
    happened: '设置为登录后自动启动，但系统里没有这一项。',
    next: '请点「修复」重新登记。',
  },
  'autostart-broken': {
    title: '开机启动指向的程序不见了',
    happened: '系统登录后要启动的 {program} 已经不在。',
    next: '请点「修复」重新登记。',
  },
  'autostart-unwanted': {
    title: '没有打开，却仍会开机启动',
    happened: '设置中没有打开开机启动，但系统里还留着这一项。',
    next: '请点「修复」去掉它。',
  },
  'notifications-off': {
    title: '系统不显示通知',
    happened: '系统没有通知服务，证书快到期时不会弹出提醒。',
    next: '请在系统设置中打开通知，或常打开证书助手查看。',
  },
  'tray-absent': {
    title: '系统没有托盘',
    happened: '桌面不显示托盘图标，关闭窗口后要从菜单再打开证书助手。',
    next: '请打开桌面的托盘扩展（如 AppIndicator）。',
  },
  'version-mixed': {
    title: '程序文件来自两个版本',
    happened: '正在运行的是 {running}，程序文件是 {built}。',
    next: '请退出证书助手后重新打开；仍不行时请重新安装。',
  },
} as const satisfies FindingTexts
