# 工作台的全部文字。编号、文件名、摘要和人员书写的内容不译。

## 每页

skip = 跳到正文
nav = 页面
nav-queue = 待办
nav-leads = 疑点
nav-findings = 审计发现
nav-documents = 文书
nav-rectification = 整改
nav-auditees = 被审计单位
nav-methods = 审计方法
nav-coverage = 覆盖情况
nav-public = 反馈与申请
nav-gate = 公布前检查
nav-accountability = 程序责任
nav-people = 人员与密钥
nav-record = 签署记录
nav-referrals = 移送
nav-account = 我的账户
logout = 退出
footer = 疑点是方法提示的线索，未经人员核实，不说明任何单位或个人存在问题。
yes = 是
no = 否
none = 无
unit-yuan = 金额单位：{ $currency }。
download = 下载

## 表单

form-faults = 填写有误
form-fault = 错误：
form-choose = 请选择
form-files = 文件不会保留，请重新选择。
fault-empty = { $field }：请填写
fault-number = { $field }：请填写整数
fault-day = { $field }：请填写日期
fault-money = { $field }：请填写金额，如 1234.50，小数不超过两位
fault-choose = { $field }：请选择
fault-file = { $field }：请选择文件
fault-leads = 疑点：请至少选择一条已核实属实的疑点
fault-criterion = { $field }：审计发现须有审计依据，写明法规名称和条款
other-language = 另一种语言

## 登录

login = 登录
login-text = 请填写人员编号和工作台登录密码。登录密码不是签署密钥的口令。
login-person = 人员编号
login-password = 登录密码
login-button = 登录
login-wrong = 人员编号或密码不正确。请核对；连续五次失败后须等待一刻钟。
login-ended = 登录已过期，未作任何更改。
login-typed = 以下是您刚才填写的内容，本工作台没有保存。请先复制，再登录。

## 本人账户

account = 我的账户
account-roles = 角色
account-key = 签署密钥
account-key-here = 您的加密密钥存放在此，只有用口令才能打开，口令不在任何地方保存。公钥：
account-key-missing = 此处没有您的密钥。您可在其他机器上签署，或将加密密钥存放在此。
account-key-file = 加密密钥文件
account-key-hint = 由 fisc key new 生成；其公钥须已为您登记。
account-key-button = 存放此密钥
account-key-none = 请选择加密密钥文件
account-key-other = 这不是 fisc 的密钥文件
account-key-closed = 用此口令打不开该文件
account-key-not-enrolled = 该文件的公钥未为您登记；请联系项目管理人
account-key-done = 您的加密密钥已存放在此。
account-password = 登录密码
account-old = 现密码
account-new = 新密码
account-new-hint = 至少 12 个字符；用几个词组成为宜。
account-again = 再次填写新密码
account-old-wrong = 现密码不正确
account-new-short = 新密码至少须有 12 个字符
account-again-other = 两次填写的新密码不一致
account-password-button = 修改密码
account-password-done = 密码已修改。您在其他机器上的登录已全部退出。

## 出现问题时

error-not-there = 没有此页
error-not-there-text = 此处没有内容，或没有您可以查看的内容。请核对地址，或从待办开始。
error-not-yours = 不由您办理
error-not-yours-text = 此事项属于他人。未作任何更改。
error-elsewhere = 请求被拒绝
error-elsewhere-text = 该请求不是从本工作台的页面发出的，或指向了其他服务器。未作任何更改。请按工作台自身的地址打开后重试。
error-too-large = 内容过大
error-too-large-text = 提交的内容超过 { $limit } KiB。未保存任何内容。请提交较小的文件。
error-unreadable = 无法识别
error-unreadable-text = 提交的不是本工作台的表单，或内容不完整。未作任何更改。请返回重试。
error-too-many = 尝试次数过多
error-too-many-text = 近期尝试次数过多。请等待一刻钟后重试。
error-refused = 不予受理
error-refused-text = 本次未产生任何签署。签署后被拒绝的，已作为“拒绝”记入签署记录。
error-stale = 内容已有变化
error-stale-text = 您所看到的内容与现在的记录不一致。未作任何更改。请返回查看现状后重新办理。
error-rule = 规则：{ $rule }
error-broken = 工作台发生故障
error-broken-text = 未能办理您的请求。请将下列内容告知工作台的维护人员。
error-back = 返回
error-form = 回到表单，已填写的内容仍在。

## 签署

sign = 核对并签署
sign-text = 尚未签署。请阅读签署所表达的内容；签署后不能撤回，只能以后续签署更正。
sign-engagement = 审计项目
sign-person = 签署人
sign-at = 声明时间
sign-after = 此前条目数
sign-says = 签署内容
sign-about = 签署对象
sign-digest = 声明的 SHA-256：
sign-here = 在此签署
sign-passphrase = 签署密钥口令
sign-passphrase-hint = 仅在内存中使用一次，用后即清除。
sign-passphrase-wrong = 用此口令打不开密钥
sign-no-key = 此处没有您的密钥；请在其他机器上签署，或先将密钥存放在此。
sign-button = 签署
sign-away = 在其他机器上签署
sign-away-text = 下载签署请求，在另一台机器上用 fisc key sign 签署，再在此提交签署结果。
sign-request = 下载签署请求
sign-answer = 签署结果
sign-answer-button = 提交签署结果
sign-answer-none = 请选择签署结果文件
sign-answer-other = 该文件不是签署结果
sign-answer-changed = 该文件对应的是另一请求，或声明已被改动
sign-not = 不签署，返回
signed = 已签署并记入签署记录
signed-text = 签署记录条目 { $index }。
signed-entry = 查看该条目
signed-back = 返回原处
signed-receipt = 回执
signed-keep = 请保存此检查点：日后任何人可据此证明记录是否被截短或改写。
signed-before = 该声明此前已经记入，重复提交只计一次。
signed-next = 下一项待办：

## 待办

queue-nothing = 没有等待您办理的事项。
queue-mine = 待我办理
queue-overdue = 已逾期
queue-stages = 按环节
queue-stages-none = 尚无审计发现。
queue-caption = 待 { $name } 办理的事项
queue-what = 事项
queue-subject = 对象
queue-due = 期限
queue-stage = 环节
queue-through = 已办完各环节
queue-count = 审计发现数
queue-leads = 待核实疑点
queue-leads-text = 共 { $all } 条疑点，{ $open } 条尚未核实。
queue-together = 一并签署 { $count } 项审计发现：{ $stage }
queue-late = 已逾期

## 疑点

leads = 疑点
leads-caption = 共 { $all } 条疑点，显示 { $shown } 条
leads-none = 没有符合条件的疑点。
leads-no-run = 尚无疑点：请先执行 fisc check。
leads-search = 查找
leads-search-hint = 疑点表述、方法编号或单位代码中的文字
leads-state = 状态
leads-state-open = 未核实
leads-state-decided = 已核实
leads-state-changed = 核实后有变化
leads-state-all = 全部
leads-sort = 排序
leads-sort-amount = 按金额
leads-sort-method = 按方法
leads-sort-severity = 按重要程度
leads-show = 显示
leads-next = 后续疑点
lead = 疑点
lead-severity = 重要程度
lead-says = 方法的表述
lead-facts = 概要
lead-rows = 所依据的数据行
lead-rows-caption = 疑点 { $lead } 的证据
lead-table = 数据表
lead-key = 主键
lead-source = 来源文件
lead-row = 行号
rows-share = 计入金额
rows-caption = { $table }：疑点 { $lead } 的 { $rows } 行数据；各行均为空的列不显示
rows-others = 另有 { $count } 行未显示内容：每页至多显示 { $most } 行，账套中已不存在的行也无内容可显示。以下列出其来源文件和行号。
rows-no-ledger = 此处没有账套：本文件夹有疑点和签署记录，但没有 ledger/。以下按主键、来源文件和行号列出数据行。如需查看内容，请在本文件夹执行 fisc load，或在账套所在的机器上打开工作台。
rows-failed = 账套在此，但无法读取。以下按主键、来源文件和行号列出数据行。
rows-changed = 账套中疑点 { $lead } 的数据行与形成疑点时不同：来源文件已重新装载，或有数据行已不存在。核实之前请重新执行 fisc check。
lead-law = 审计依据
lead-law-caption = 方法 { $method } 所依据的法规
lead-law-none = 该方法未列明法规。
lead-from = 施行日期
lead-parameters = 判断所用的参数值
lead-method = 方法说明
lead-details = 其他信息
lead-history = 核实情况
lead-history-none = 该疑点尚无人核实。
lead-changed = 核实之后，该疑点的数据行发生了变化，须重新核实。
lead-verify = 核实该疑点
lead-amount-hint = 核实的金额；排除的填 0.00。
lead-note-hint = 查看了什么，发现了什么。重要疑点不写说明不得排除。
lead-evidence-hint = 账套以外查看的材料，如扫描件；可选择多个文件。
lead-check = 核对并签署

## 审计发现

findings = 审计发现
findings-none = 尚无审计发现。审计发现由已核实属实的疑点写成。
findings-caption = 全部审计发现
findings-new = 撰写审计发现
finding-edit = 撰写新版本
finding-left = 事实与证据
finding-right = 依据与意见
finding-version = 第 { $version } 版
finding-history = 办理过程
finding-history-caption = 审计发现 { $finding } 的办理过程
finding-what = 事项
finding-who = 人员
finding-when = 时间
finding-stages = 环节
finding-stages-caption = 审计发现 { $finding } 的办理进度
finding-stands = 有效
finding-void = 已失效
finding-open = 未办理
finding-withdrawn = 已撤销
finding-stale = 该审计发现所依据的疑点已不存在，或核实后发生了变化：
finding-decide = 签署意见
decide-otherwise-hint = 仅用于审计业务会议环节：经负责人批准不上会的原因。其他情形不填。
finding-dispute = 提出分歧
finding-withdraw = 撤销该审计发现
finding-changes = 您签署后的变化
finding-changes-since = 自您对第 { $version } 版签署以来
finding-changes-none = 您上次签署以来没有变化。
finding-changes-never = 您尚未对该审计发现签署；以下为全部内容。
finding-changes-before = 变化前
finding-changes-now = 现在
finding-changes-caption = 变化内容
finding-replies = 被审计单位反馈意见
finding-replies-none = 尚无反馈意见。
finding-reply = 录入被审计单位反馈意见
finding-reply-answer = 答复反馈意见
finding-disputes = 分歧
finding-disputes-none = 没有分歧。
finding-say = 补充意见
finding-rule = 裁定
finding-hearing = 听证
finding-leads-hint = 只列出已核实属实或部分属实的疑点。
finding-criteria = 审计依据
finding-evidence-kept = 沿用上一版本的附件
finding-reason-hint = 改了什么，为什么改。
finding-evidence = 附件
finding-id-hint = 字母、数字和连字符，如 F-001；确定后不变。

## 文书

documents = 文书与纸质材料
documents-caption = 全部文书
documents-none = 尚无文书。
documents-put = 登记文书版本
documents-paper = 录入盖章扫描件
documents-papers = 盖章扫描件
documents-check = 核对扫描件与原件
documents-serve = 登记送达
documents-findings = 所载审计发现及段落
documents-paragraph = { $finding } 所在段落
documents-checked = 已由他人核对，与原件一致
documents-unchecked = 尚未由他人核对
documents-disagrees = 与原件不一致
together = 一并签署意见：{ $stage }
together-text = 对勾选的各项审计发现以同一意见一次签署。请先逐项阅读；未勾选的不受影响。
together-none = 该环节没有审计发现。
papers-make = 生成文书：
papers-all = 生成文书（全部被审计单位）
papers-about = 生成该单位的文书
papers-text = 根据签署记录生成。请填写完整，按规定盖章后登记；生成文书不产生任何签署。
papers-office = 审计机关
papers-office-hint = 写在文书抬头。
papers-number = 文号或索引号
papers-steps = 审计过程
papers-steps-hint = 为查明该事项做了哪些工作。
papers-download = 下载 { $format }
papers-blanks = 须人工填写
papers-next = 下一步
papers-then-put = 登记该文书，编号
papers-then-version = 登记为文书的新版本：
papers-then-serve = 登记送达，并提交填好的送达回证
papers-nothing = 签署记录中没有可写入该文书的内容：至少须有一项审计发现；审计决定书须有处理处罚意见或罚款。
papers-nothing-issued = 尚无可登记的整改事项：报告或决定书尚未送达，也未确定整改期限。

## 整改

rectification = 整改情况
rectification-none = 尚无须整改的审计发现。
rectification-caption = 须整改的审计发现
rectification-overdue = 逾期
rectification-closed = 已销号
rectification-due = 整改中
rectification-plan = 确定整改类型和期限
rectification-report = 报告整改结果
rectification-verify = 核实整改结果
rectification-look = 回头看

## 公布前检查

gate = 公布前检查
gate-text = 审计发现公布之前还须办理的事项。已撤回的审计发现不公布，也不列入。
gate-none = 尚无审计发现，没有可公布的内容。
gate-whole = { $all } 项审计发现中已有 { $open } 项具备公布条件。全部具备条件后一并公布。
gate-caption = 全部审计发现
gate-missing = 未完成事项
gate-next = 下一步
gate-open = 具备条件
gate-items = 审计发现 { $finding } 的公布条件
gate-item = 事项
gate-what = 办理情况或应办事项
gate-green = 已完成
gate-red = 未完成
gate-nobody = 尚无人担任
gate-item-evidence = 证据
gate-item-returned = 退回意见
gate-item-served = 报告或决定书送达
gate-release = 下一次公布：审读并确认

## 下一次公布，确认之前

confirm = 下一次公布
confirm-release = 第 { $release } 次公布，待确认
confirm-text = 公布前供审读的全部文件，以及公布标准中由人员负责的各项目前的确认情况。确认仅对这些文件有效：内容有一个字节不同，即为对旧文本的确认。
confirm-nothing = 尚无待确认的公布内容。由公布承办部门编制（fisc publish --prepare）。
confirm-no-findings = 无：本次公布撤回此前公布的内容
confirm-files = 共 { $n } 个文件，清单见
confirm-where = 文件所在位置
confirm-read = 按公众所见审读各页面
confirm-items = 由人员负责的项目
confirm-answers = 负责人员
confirm-holds = 已确认
confirm-objects = 提出异议
confirm-older = 针对旧文本
confirm-void = 已失效
confirm-nobody = 尚无人确认
confirm-entry = 记录第 { $n } 条
confirm-before = 此前的确认和异议
confirm-not-yours = 上述项目均不属于您的职责。
confirm-means = 签署针对上述全部文件的清单。请先审读；本人撰写的内容不得由本人确认。
confirm-yes = 我已审读，确认该项目
confirm-no = 我不予确认
confirm-objection-hint = 仅在不予确认时填写：须修改的内容。
confirm-both = 不能确认的事由：确认的请留空，否则请选择不予确认
confirm-changed = 本页显示之后文件已有变化。尚未签署：请审读变化部分后重新选择。
confirm-list = 全部文件及其摘要
confirm-file = 文件
confirm-more = 共 { $all } 个，显示 { $shown } 个；清单列有全部文件。
accountability = 程序责任
accountability-undecided = 逾期未办的环节
accountability-undecided-none = 没有逾期未办的环节。
accountability-breaches = 程序违规
accountability-breaches-none = 没有程序违规记录。
accountability-exceptions = 负责人批准的例外
accountability-exceptions-none = 没有批准过例外。
accountability-refused = 被拒绝的行为
accountability-refused-none = 没有被拒绝的行为。
accountability-refused-more = 显示最近 { $shown } 项，共 { $all } 项；签署记录中保存全部。
accountability-unlawful = 以下条目虽在记录中，但不符合规则，不产生效力：有人绕过本程序写入了记录。
accountability-who = 责任人
accountability-what = 情况
accountability-for = 适用人员
accountability-by = 批准人
accountability-claimed = 请求人（自称）
accountability-breach-text = 逾期办理、越过环节等由程序自动记录。此处登记程序无法识别的违规。
accountability-rule-hint = 未遵守的规则：复核规则中的名称，或法规条款。

## 被审计单位

auditees = 被审计单位
auditees-none = 尚无被审计单位：既未登记单位，也没有涉及单位的疑点。
auditees-caption = 全部被审计单位
auditee-open = 待核实疑点
auditee-amounts = 发现问题金额（按性质）
auditee-kinds = 不同性质的金额不相加。已撤回的审计发现不计入。
auditee-findings-none = 没有涉及该单位的审计发现。
auditee-findings-caption = 涉及该单位的审计发现
auditee-leads = 疑点（按方法）
auditee-leads-none = 没有涉及该单位的疑点。
auditee-method-caption = 疑点 { $leads } 条，待核实 { $open } 条。
auditee-indicates = 该方法仅作提示，其金额不计入。
auditee-unplanned = 未确定
auditee-accepted = 无异议
auditee-objects = 有异议，待答复
auditee-answered = 有异议，已答复
auditee-silent = 尚未反馈
auditee-not-served = 尚未送达
auditee-served = 已送达文书
auditee-served-none = 尚无送达的文书。

## 方法

methods = 审计方法
methods-coverage = 未能检查的内容
methods-caption = 共 { $all } 个方法及其疑点的核实情况
method = 方法
method-outcome = 最近一次执行
method-not-run = 未执行
method-decided = 已核实
method-excluded = 已排除
method-share = 排除占已核实比例
method-load = 疑点核实情况
method-load-text = 疑点 { $leads } 条，已核实 { $decided } 条。排除的疑点即误报。
method-reasons = 排除理由
method-agreement = 复核意见
method-agreement-text = 以其疑点为依据的审计发现 { $findings } 项，退回 { $returns } 次，分歧 { $disputes } 项。
method-dispute-open = 尚未裁决
method-dispute-upheld = 裁决支持复核意见
method-dispute-overruled = 裁决不支持复核意见
method-no-parameters = 该方法没有参数。
method-parameters-caption = 最近一次执行所用的参数及其来源
method-parameter = 参数
method-value = 取值
method-source = 来源
method-force = 有效期
method-always = 始终
method-cases = 检验用例
method-cases-text = 应报出的用例 { $flags } 个，不应报出的用例 { $quiet } 个。可用 fisc methods test 执行。
method-leads = 该方法的疑点
ran-leads = 已执行，有疑点
ran-clean = 已执行，未发现疑点
ran-skipped = 未执行
ran-failed = 执行失败
source-default = 方法默认值
source-pack = 规则包
source-engagement = 本项目设定

## 覆盖情况

coverage = 未能检查的内容
coverage-no-run = 尚未检查。请执行 fisc check；此后本页列出未能执行的方法和未纳入检查的数据行。
coverage-text = 最近一次执行中，{ $ran } 个方法已执行，{ $skipped } 个未执行，{ $failed } 个失败。未检查不等于没有问题。
coverage-never = 另有 { $count } 个方法未纳入最近一次执行。请重新执行 fisc check。
coverage-skipped = 未执行的方法
coverage-skipped-none = 所有适用的方法均已执行。
coverage-failed = 执行失败的方法
coverage-failed-none = 没有执行失败的方法。
coverage-count = 方法 { $count } 个
coverage-why = 原因和处理办法
coverage-no-reason = 执行结果未说明原因。
coverage-population = 未纳入检查的数据行
coverage-population-none = 已执行的方法均未说明未纳入检查的数据行。
coverage-population-caption = 每一行要么已检查，要么因下列原因之一未纳入
coverage-rows = 行数
coverage-tested = 已检查
coverage-excluded = 未纳入（行数）
coverage-tables = 账套内容
coverage-tables-caption = 有数据的表
coverage-missing = 账套中没有：{ $tables }。

## 人员

people = 人员与密钥
people-caption = 已登记人员
people-units = 单位
people-units-caption = 已登记单位
people-keys = 密钥
people-revoked = 已吊销
people-unit = 登记单位
people-person = 登记人员
people-key = 登记另一密钥
people-revoke = 吊销密钥
people-assign = 授予角色
people-unassign = 收回角色
people-service = 登记以往任职
people-recuse = 回避
people-except = 批准例外
people-change = 变更
people-policy = 复核规则
people-login = 开通登录
people-login-text = 初始密码由本人登录后修改。该密码只能登录工作台，不能打开签署密钥。
people-login-done = 该人员现在可以登录。
people-login-unknown = 没有登记该编号的人员
people-login-taken = 该人员已可登录；遗忘的密码用 fisc serve password 重设。

## 签署记录

record = 签署记录
record-text = 全部签署行为，按收到的先后排列，不改不删。
record-caption = 共 { $size } 个条目，显示第 { $from } 至 { $to } 个
record-index = 条目
record-received = 收到时间
record-act = 行为
record-person = 签署人
record-log = 签署记录本身
record-older = 更早的条目
record-newer = 更新的条目
record-checkpoint = 当前检查点
record-verify = 如何验证
record-verify-text = 导出记录，用与本程序不共用代码的验证程序检查：
record-verify-more = 验证程序检查每个签署、每个摘要和整棵摘要树。提供您保存的检查点，即可验证当时的记录是否完整包含在现在的记录中。
entry = 条目 { $index }
entry-refused = 该行为被拒绝，未产生任何效力。
entry-envelope = 签署信封
entry-proof = 包含证明
entry-proof-text = 与检查点一起，证明该条目在签署记录之中。
entry-hash = 该条目的摘要

## 移送

referrals = 移送
referrals-text = 只有负责移送的人员能看到本页。其他任何页面、导出、日志和计数中均不含移送内容。
referrals-none = 尚无移送事项。
referrals-caption = 移送事项
referrals-new = 移送事项登记
referrals-letter = 移送处理书
referrals-letters = 已登记的移送处理书
referrals-unsealed = 尚无盖章件
referrals-make = 生成移送处理书
referrals-put = 登记移送处理书
referrals-put-text = 移送处理书及其盖章件只存放在移送记录中。
referrals-id-hint = 字母、数字和连字符，如 T-01；确定后不变。
referrals-letter-hint = 如 RL-T-01；确定后不变。

## 固定词

role-owner = 项目管理人
role-leader = 审计组组长
role-member = 审计组成员
role-reviewer = 业务部门复核人
role-exposure-signer = 征求意见稿签发人
role-adjudicator = 审理人员
role-conference = 审计业务会议记录人
role-head = 审计机关负责人
role-publisher = 公布审批人
role-auditee = 被审计单位代表
role-referrer = 移送经办人

unit-department = 业务部门
unit-adjudication = 审理机构
unit-leadership = 机关领导
unit-other-office = 其他审计机关
unit-auditee = 被审计单位

outcome-confirmed = 属实
outcome-partly = 部分属实
outcome-excluded = 排除

exclusion-data-error = 数据错误
exclusion-lawful-exception = 合法例外
exclusion-immaterial = 金额不重大
exclusion-out-of-scope = 超出审计范围
exclusion-insufficient-evidence = 证据不足
exclusion-referred = 已移送

stage-leader = 组长审核
stage-exposure = 征求意见
stage-department = 业务部门复核
stage-adjudication = 审理
stage-conference = 审计业务会议
stage-head = 负责人签发
stage-publication = 公布审批

verdict-approve = 同意
verdict-more-evidence = 退回补充取证
verdict-return = 退回修改
verdict-reject = 不予认可

document-evidence-form = 审计取证单
document-working-paper = 审计工作底稿
document-exposure-draft = 审计报告（征求意见稿）
document-report = 审计报告
document-decision = 审计决定书
document-referral = 移送处理书
document-review-opinion = 复核意见书
document-adjudication-opinion = 审理意见书
document-minutes = 审计业务会议纪要
document-release = 公布稿

class-at-once = 立行立改
class-staged = 分阶段整改
class-continuing = 持续整改

amount-irregular = 违规金额
amount-loss = 损失浪费金额
amount-mismanaged = 管理不规范金额
amount-owed-to-treasury = 应上缴金额
amount-idle = 闲置金额
amount-none = 不涉及金额

severity-high = 高
severity-medium = 中
severity-low = 低
severity-info = 提示
confidence-high = 高
confidence-medium = 中
confidence-low = 低
result-breach = 对照规定
result-to-verify = 需要核实
result-indicator = 风险提示

act-open = 开立签署记录
act-set-policy = 修改复核规则
act-enrol-unit = 登记单位
act-enrol-person = 登记人员
act-enrol-key = 登记另一密钥
act-revoke-key = 吊销密钥
act-assign = 授予角色
act-unassign = 收回角色
act-service = 登记以往任职
act-recuse = 回避
act-except = 批准例外
act-verify-lead = 核实疑点
act-write-finding = 撰写审计发现
act-withdraw-finding = 撤销审计发现
act-put-document = 登记文书版本
act-enter-paper = 录入盖章扫描件
act-check-paper = 核对扫描件与原件
act-decide = 签署意见
act-serve = 登记送达
act-reply = 录入反馈意见
act-answer-reply = 答复反馈意见
act-hearing = 登记听证
act-dispute = 提出分歧
act-say = 补充意见
act-rule = 裁定分歧
act-refer = 移送
act-breach = 登记程序违规
act-plan-rectification = 确定整改类型和期限
act-report-rectification = 报告整改结果
act-verify-rectification = 核实整改结果
act-look-back = 整改回头看
act-confirm-release = 确认公布标准项目
act-refused = 拒绝

task-verify-lead = 核实疑点
task-verify-lead-again = 重新核实疑点
task-write-finding = 撰写审计发现
task-revise = 修改审计发现
task-decide = 签署意见
task-serve = 送达文书
task-reply = 反馈意见
task-answer-reply = 答复反馈意见
task-check-paper = 核对扫描件与原件
task-rule = 裁定分歧
task-plan-rectification = 确定整改类型和期限
task-report-rectification = 报告整改结果
task-verify-rectification = 核实整改结果
task-look-back = 整改回头看

## 字段名称

field-accepted = 是否接受
field-advice = 审计建议
field-after = 此前条目数
field-agrees = 扫描件与原件一致
field-amount = 金额
field-amount-kind = 金额性质
field-article = 条款
field-auditee = 被审计单位
field-authorised-otherwise = 经负责人批准不上会的原因
field-cause = 原因
field-claimed = 请求人
field-class = 整改类型
field-closed = 销号
field-confirms = 是否确认
field-content = 所审读文件的清单
field-criteria = 审计依据
field-dispute = 分歧
field-document = 文书
field-document-kind = 文书种类
field-documents = 文书
field-due = 期限
field-envelope = 信封
field-evidence = 附件
field-evidence-digest = 证据摘要
field-exclusion = 排除原因
field-facts = 事实
field-file = 文件
field-finding = 审计发现
field-findings = 审计发现
field-fine = 罚款
field-fiscal-year = 年度
field-from = 起始日期
field-held-on = 举行日期
field-holds = 整改成果保持
field-id = 编号
field-instrument = 法规名称
field-item = 项目
field-key = 公钥
field-kind = 种类
field-lead = 疑点
field-lead-id = 疑点
field-leads = 疑点
field-letter = 来函
field-log-key = 日志公钥
field-material = 重要
field-matter = 事项
field-name = 名称
field-note = 说明
field-objection = 不能确认的事由
field-on = 日期
field-opinion = 意见
field-outcome = 核实结果
field-paper = 纸质材料
field-papers = 附件
field-paragraph = 段落
field-people-held-to-account = 处理责任人（人）
field-policy = 复核规则
field-reason = 原因
field-rebooked = 调账处理
field-receipt = 送达回证
field-recovered = 追回、挽回
field-rectified = 整改结果
field-referral = 移送编号
field-release = 第几次公布
field-remedy = 处理处罚意见
field-returned = 归还原渠道资金
field-role = 角色
field-rule = 规则
field-rules-made = 制定、完善制度（项）
field-scan = 扫描件
field-sealed-by = 盖章、签字单位或人员
field-sealed-on = 纸质材料日期
field-sha256 = SHA-256
field-sm3 = SM3
field-stage = 环节
field-taken = 采纳意见
field-text = 内容
field-title = 标题
field-to = 接收机关
field-to-treasury = 上缴财政
field-told-on = 告知日期
field-unit = 单位
field-unit-kind = 单位性质
field-upheld = 支持复核人意见
field-verdict = 结论
field-version = 版本
field-years = 年度

# What the public sends
public = 反馈与公开申请
public-none = 本项目尚无反馈和公开申请的登记簿；执行 fisc public feedback add 或 fisc public request add 时建立。
public-text = 公布之后收到的反馈和申请，以及由谁承办。办理情况用 fisc public 登记。
public-feedback = 反馈
public-requests = 政府信息公开申请
public-open = 未办结 { $open } 件，逾期 { $overdue } 件。
public-item = 编号
public-received = 收到日期
public-kind = 类别
public-finding = 审计发现
public-owner = 承办
public-unowned = 尚未确定
public-state = 状态
public-due = 期限
public-used = 已用工作日
public-beyond = 超出日历范围
public-overdue = 逾期
## 风险

risk = 风险台账
risk-text = 按历次评估说明先查什么，不代表对任何单位的评价；疑点未经核实，不作为问题。
risk-empty = 尚未评估任何单位。用命令行建立台账：
risk-map = 可能性与金额
risk-register = 被审计单位（风险由高到低）
risk-history = 历次评估
risk-parts = 最近一次评估的构成
risk-auditee = 疑点和审计发现
risk-judgement = 权重、分级和配置标准均为职业判断，见规则包中的risk.toml。
