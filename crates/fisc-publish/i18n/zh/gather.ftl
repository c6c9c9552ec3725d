# 公布前尚有的障碍。

trouble-empty = 为空，请填写
trouble-blank = 为空或缺一种语言，请填写
trouble-interpretation = 公布须附通俗解读：请至少写一段 [[interpretation]]，中英文均须填写
trouble-form-address = 须为以 https:// 开头、不含 ? 和 # 的网址（仅本机可用 http://）
trouble-address = 须为以 https:// 或 http:// 开头的网址；数据包的网址以 / 结尾
trouble-written-later = 晚于发布日期
trouble-valid-until = 早于发布日期
trouble-no-such-finding = 本次公布中没有审计发现 { $finding }；fisc review status 列出全部发现
trouble-no-such-auditee = 本次公布的发现均不涉及 { $auditee }，请删去
trouble-later-published = { $finding } 已公布过：请以 [[correction]] 更正或撤回
trouble-not-ready = 尚不具备公布条件：请补齐上述事项，或在 publish.toml 的 [[later]] 中列明并说明理由
trouble-no-findings = 没有可公布的审计发现
trouble-auditee = 账套中没有 { $auditee } 的名称；请装载 organization 表，或写明 [auditee."{ $auditee }"] 的名称
trouble-signed-text = 该语言文本已在记录中撰写并签署；此处只能补译记录中为空的一侧
trouble-first = 此为首次公布，无可更正之处；请删去 [[correction]]
trouble-unchanged = 与上次公布一致；请删去此项 [[correction]]
trouble-is-withdrawn = 已不再公布：类别应为 withdrawn（撤回）
trouble-is-corrected = 仍公布且内容有变：类别应为 corrected（更正）
trouble-is-added = 此前未公布：类别应为 added（新增）
trouble-twice = 重复
trouble-changed = 与上次公布不同；请在 publish.toml 的 [[correction]] 中以 kind = "corrected" 说明理由
trouble-gone = 曾公布而本次没有；请在 publish.toml 的 [[correction]] 中以 kind = "withdrawn" 说明理由
trouble-back = 此前已撤回，现又将公布；请在 publish.toml 中保留其 [[correction]]（kind = "withdrawn"），或以 kind = "added" 说明重新公布的理由
trouble-personal = 含个人信息（{ $kind }）；请修改文本，或在 publish.toml 的 [[not_personal]] 中说明为何不是
trouble-taken-down = 含依撤除决定须隐去的内容；请修改文本

added-since = 上次公布之后经批准公布。
withheld-personal = { $kind }：涉及个人信息
withheld-taken-down = { $kind }：公布后决定撤除
withheld-takedown = 公布后决定撤除
