# 复核规则的答复：拒绝什么、为什么、怎么办。与规则同名的消息，在政策只作提示时也是违规记录的内容。

## 签名

form = 这不是本记录的签名声明：{ $error }。请重新生成签名请求后再签。
not-open = 记录尚未建立；第一条记录登记管理人。
opened = 记录已经建立，只能建立一次。
engagement = 该声明属于项目 { $asked }，本项目是 { $here }。请提交到它所属的记录。
after = 该声明是在第 { $after } 条记录之后作出的，而本记录只有 { $size } 条，可能来自记录的另一副本。请在此重新生成签名请求。
clock = 该声明的签名时间 { $at } 尚未到来。请校准签名机器的时钟后重签。
clock-back = 本机时钟为 { $at }，而记录中已有 { $last } 收到的条目。条目按先后顺序收录：请校准本机时钟后重新提交。本次未写入任何内容。
unknown-person = { $person } 未在本项目登记。人员和公钥由管理人登记。
wrong-key = 该签名不是用 { $person } 的任何一把密钥作出的。请用已登记的密钥签名，或请管理人登记新密钥。
forged-keyid = 信封所称的密钥并未作出该签名（署名 { $person }），按伪造拒绝。请重新签名。
revoked-key = { $person } 的密钥自 { $from } 起已吊销。请用有效的密钥签名。
replayed = 该声明已在记录中（第 { $entry } 条）。一份声明只签一次，请重新生成签名请求。
broken-digest = 所签内容与现存内容不一致：{ $subject }。请求生成后内容已变动，或声明被篡改；请重新阅读并生成签名请求。
log-only = 该类记录只能由日志自身写入。
referral-log = 该事项属于移送日志，仅限需要知悉的人员。

## 各项行为的基本要求

blank = 字段 { $field } 为空，请填写。
id = { $id } 不能作编号：应为 1 至 64 个字母、数字、连字符、下划线或点。
role = { $person } 在本项目中不是{ $role }；角色由管理人授予。
recused = { $person } 已回避与 { $auditee } 有关的一切事项，任何规则都不能例外。须由他人办理。
attachment = 附件 { $name } 没有名称，或没有 64 位小写十六进制的 SHA-256 摘要。
attachment-twice = 两个不同的附件同名 { $name }，请改名。
attachment-missing = 文件 { $name } 未随记录保存。请先存入再签名。
sm3 = 附件 { $name } 没有政策要求的 SM3 摘要。
ask-approval = 负责人可以说明理由予以批准：规则 { $rule }，人员 { $person }。
unlawful = 第 { $index } 条记录违反规则却写入了日志；它不产生任何效果。

## 人员和密钥

policy = 政策文件被拒绝：{ $error }
unit-fixed = 单位 { $unit } 已登记，且已有决定以其性质为据，不能再变更；请另行登记。
unknown-unit = 没有单位 { $unit }，请先登记。
person-exists = { $person } 已登记；请改为登记新的密钥。
key-form = 公钥的格式不是 ed25519:… 或 sm2:…。
key-taken = 该公钥已登记。一把密钥只属于一个人，请另行生成。
unknown-key = { $person } 没有这把密钥。
revoked-before = { $person } 的这把密钥早已吊销。
assign-auditee = { $person } 只有在指明被审计单位时才能代表其发言，其他角色不指明被审计单位。
not-assigned = { $person } 不是{ $role }。
last-owner = 不能收回最后一名管理人，否则无人可以登记人员。请先授予他人。
service-role = 只统计审计组组长和征求意见稿签发人的任职年数，不统计{ $role }。
except-rule = { $rule } 不是政策规定须经批准的规则。
own-exception = 任何人不得为自己批准 { $rule }。须由另一位负责人批准。

## 疑点

unknown-lead = leads/ 中没有疑点 { $lead }。请重新运行方法，或选择现有的疑点。
lead-evidence-now = 疑点 { $lead } 所依据的数据已经变动。请按现有数据重新核实。
lead-reason = 疑点 { $lead }：全部或部分排除须有理由代码，全部属实则没有。
lead-amount = 疑点 { $lead }：核实金额为负，或已排除却有金额。
amount-above-lead = 疑点 { $lead }：核实金额 { $amount } 超过疑点金额 { $most }。超出部分须另有疑点或证据。
lead-material = 疑点 { $lead }：是否重大由政策决定，不能自行选择。
material-lead-note = 重大疑点 { $lead } 未说明理由即被排除。请写明理由。

## 审计发现

unknown-finding = 没有审计发现 { $finding }。
withdrawn = 审计发现 { $finding } 已撤回，请另行编写。
withdraw-signed = 审计发现 { $finding } 已由负责人签发，不能撤回；请修改。
finding-empty = 审计发现 { $finding } 缺少标题、被审计单位或事实。
version = 审计发现 { $finding } 现为第 { $last } 版，{ $version } 不是下一版。可能他人已修改，请先阅读再续写。
finding-auditee = 审计发现 { $finding } 属于另一被审计单位。请另写一条。
adjudicator-writes = 审计发现 { $finding } 将成为审理人员自己的发现。审理只修改审计组的发现，缺漏之处请退回审计组。
finding-criterion = 审计发现 { $finding } 没有审计依据，或依据缺少文件名称或条款。至少列明一项依据。
finding-basis = 审计发现 { $finding } 没有任何依托。至少列明一个已核实的疑点或一份附件。
finding-leads-order = 审计发现 { $finding } 的疑点未按顺序排列或有重复。
finding-amount = 审计发现 { $finding } 的金额或罚款为负，或不应列金额却列了金额。
lead-not-confirmed = 审计发现 { $finding } 所依据的疑点 { $lead } 尚未核实属实。请先核实。
lead-evidence = 审计发现 { $finding } 所引疑点 { $lead } 的证据与核实时不同。请采用核实时的摘要。
amount-above-leads = 审计发现 { $finding } 的金额 { $amount } 超过所依据疑点的核实金额 { $confirmed }。请附上超出部分的证据。
lead-used-twice = 疑点 { $lead } 同时用于审计发现 { $other }，金额可能重复计算。

## 文书和纸质件

unknown-document = 没有文书 { $document }。
document-version = 文书 { $document } 现为第 { $last } 版，不是第 { $version } 版。请阅读最新一版。
document-next = 文书 { $document } 现为第 { $last } 版，{ $version } 不是下一版。
document-kind = 文书 { $document } 的种类不同。请另用编号。
document-finding = 文书 { $document } 必须载明审计发现 { $finding } 的现行版本（第 { $last } 版）及所在段落。
own-document = 文书 { $document } 是您本人编写的，须由他人签署。
paper-twice = 扫描件 { $name } 已经登记。
unknown-paper = 没有该摘要的盖章件。
paper-checked = 扫描件 { $name } 已经核对。
second-person = 扫描件 { $name } 是您本人登记的，须由另一人与原件核对。
sealed-paper = 文书 { $document } 在盖章件登记并核对之前即已送达。

## 各环节

decide-nothing = 决定须写明所涉审计发现。
finding-version = 审计发现 { $finding } 现为第 { $last } 版，不是第 { $version } 版。请阅读变动内容后再决定。
own-work = 审计发现 { $finding } 由 { $person } 编写。任何人不得签署自己编写的内容：“{ $stage }”环节须由他人决定。
confirm-role = 不能以“{ $role }”身份确认公布内容，请以有签署环节的身份确认。
lead-verifier-reviews = { $person } 核实过审计发现 { $finding } 所依据的疑点，又在“{ $stage }”环节作决定。
team-reviews = { $person } 是或曾是审计组成员，却在“{ $stage }”环节对审计发现 { $finding } 作决定。复核人不得为审计组成员。
own-department = { $person } 来自审计组所在部门以外的部门，却复核审计发现 { $finding }。“{ $stage }”由审计组所在部门进行。
borrowed-reviewer = 其他审计机关的 { $person } 在“{ $stage }”环节对审计发现 { $finding } 作决定。
adjudicator-same-department = { $person } 属于审计组所在部门，却在“{ $stage }”环节对审计发现 { $finding } 作决定。审理应当独立于该部门。
adjudication-unit = { $person } 不属于审理机构，却在“{ $stage }”环节对审计发现 { $finding } 作决定。
distinct-stages = { $person } 已在“{ $other }”环节签署审计发现 { $finding }，不得再在“{ $stage }”环节作决定。须由他人办理。
rotation = { $person } 对 { $auditee } 已连续承担该职责 { $years } 年（上限 { $limit } 年），又在“{ $stage }”环节对审计发现 { $finding } 作决定。须由他人接任。
authorised-where = 只有审计业务会议可由负责人授权不召开，且只能用于同意。
already-signed = 审计发现 { $finding } 在“{ $stage }”环节已经签署。
stale = 审计发现 { $finding } 已过时：疑点 { $lead } 不再是核实时的内容。请重新核实并编写新版本。
returned = 审计发现 { $finding } 在“{ $stage }”环节未获同意（{ $verdict }）。须有新版本、该环节同意或裁决后方可继续。
stage-order = 审计发现 { $finding } 未经“{ $missing }”环节签署，却进入“{ $stage }”环节。前一环节须先签署。
open-dispute = 审计发现 { $finding } 在“{ $stage }”环节有尚未裁决的分歧，须先裁决。
stage-document = “{ $stage }”环节没有列明载有审计发现 { $finding } 现行版本的{ $document }。请先存入文书并在决定中列明。
written-opinion = “{ $stage }”环节没有书面意见，请写明。
late = 审计发现 { $finding } 在“{ $stage }”环节的决定超过期限（{ $due }）。

## 被审计单位

serve-day = 文书 { $document } 所载日期尚未到来。
serve-unsigned = 文书 { $document } 载有审计发现 { $finding }，而该版本未经“{ $stage }”环节签署。签署后方可送达。
serve-document = 审计发现 { $finding } 在“{ $stage }”环节签署时未列明文书 { $document }。请先在该环节签署，再行送达。
serve-nothing = 文书 { $document } 没有关于 { $auditee } 的审计发现。
not-exposed = 审计发现 { $finding } 尚未以征求意见稿送达被审计单位，无从答复。
reply-version = 被审计单位只能就送达的审计发现 { $finding }（第 { $version } 版，{ $on } 送达）答复；答复日期不得早于送达日，也不得晚于今日。
reply-letter = 代被审计单位登记对审计发现 { $finding } 的答复，须附来函。
reply-late = 对审计发现 { $finding } 的答复逾期收到，予以记录，可供参考。
nothing-to-answer = 审计发现 { $finding } 没有待答复的异议。
reply-awaited = 被审计单位对审计发现 { $finding } 的答复期限至 { $due }，次日起未答复视为无异议。
reply-not-exposed = 审计发现 { $finding } 现行内容尚未送达被审计单位。请送达征求意见稿并等待答复。
reply-calendar = 审计发现 { $finding } 于 { $on } 送达，日历未覆盖到期日，无法判断答复期限是否届满。请加载含该年度节假日的规则包。
reply-answered = 被审计单位对审计发现 { $finding } 提出异议，尚未答复。请说明理由答复。
reply-taken = 对审计发现 { $finding } 的异议已采纳，但未编写新版本。请编写。
hearing-days = 审计发现 { $finding } 的听证日期相互矛盾或尚未到来。
hearing = 审计发现 { $finding } 拟处罚款 { $fine }；尚未告知被审计单位有要求听证的权利，或要求听证的期限未满。
report-served = 审计发现 { $finding } 的现行版本尚未出具并送达，却进入“{ $stage }”环节。

## 分歧

unknown-dispute = 没有分歧 { $dispute }。
dispute-exists = 分歧 { $dispute } 已存在，请另用编号。
dispute-ruled = 分歧 { $dispute } 已经裁决。
dispute-nothing = 审计发现 { $finding } 在“{ $stage }”环节尚无决定，无从提出分歧。
dispute-head = 对负责人的决定，本机关没有上一级裁决。请报上级审计机关。
party-rules = { $person } 是分歧 { $dispute } 的当事方，不得裁决。须由上一级的其他人员裁决。

## 整改

plan-before-issue = 审计发现 { $finding } 尚未出具并送达，送达后方可安排整改。
plan-day = 审计发现 { $finding } 的整改期限不能早于送达日。
rectification-due = 审计发现 { $finding } 的整改期限 { $due } 晚于政策允许的 { $latest }。
rectification-late = 审计发现 { $finding } 在整改期限 { $due } 之后才整改。
not-planned = 审计发现 { $finding } 尚未安排整改。
rectified = 审计发现 { $finding } 的整改报告有负数金额或日期尚未到来。
rectified-closed = 审计发现 { $finding } 已销号。
report-paper = 代被审计单位登记审计发现 { $finding } 的整改报告，须附其材料。
nothing-reported = 审计发现 { $finding } 没有尚未核查的整改报告。
own-report = 审计发现 { $finding } 的整改报告是您本人登记的，须由另一名审计人员核查。
rectified-above = 审计发现 { $finding } 认定的整改结果超过报告的结果。请要求重新报告。
look-back = 审计发现 { $finding } 尚未销号，或回头看的日期尚未到来。

## 移送

referral-exists = 移送 { $referral } 已存在，请另用编号。

## 签名失效的原因

void-amended = 审计发现已修改：第 { $version } 版。
void-heavier = 新版本重于征求意见的内容，须再次告知被审计单位。
void-document = 文书 { $document } 已修改：第 { $version } 版。
void-lead = 疑点 { $lead } 已重新核实。
void-returned = “{ $stage }”环节未予同意。
void-ruled = 在分歧 { $dispute } 中被裁决推翻。
void-key = { $person } 的密钥自签名之前的时点起吊销。
void-recused = { $person } 已回避。
void-withdrawn = 审计发现已撤回。

## 公布前检查

gate-evidence = 所依据的疑点与核实时一致。
gate-evidence-changed = 疑点 { $lead } 已不存在、数据行与核实时不同，或不再属实。请重新核实并撰写新版本。
gate-not-returned = 没有退回未处理的意见。
gate-returned = 已在“{ $stage }”环节退回（{ $verdict }）。请撰写新版本，或提出分歧。
gate-signed = { $person } 已签署第 { $version } 版。
gate-signed-older = { $person } 签署的是第 { $version } 版，现为第 { $last } 版。请重新签署。
gate-void = 原签署已失效，请重新签署。
gate-after = 须在“{ $stage }”环节签署之后办理。
gate-unsigned = 请审阅第 { $version } 版并作出决定。
gate-not-exposed = 征求意见稿尚未送达。签发后请送达。
gate-reply-awaited = 尚未收到反馈意见。被审计单位的反馈期限至 { $due }，逾期未反馈视为无异议。
gate-silence = 至 { $due } 未反馈意见，视为无异议。
gate-calendar = 日历未覆盖自 { $on } 起算的期限。请补充该年度的节假日。
gate-unanswered = 有不接受的反馈意见尚未答复。请答复并说明理由。
gate-taken = 已采纳反馈意见，但审计发现未作修改。请撰写新版本。
gate-replied = 被审计单位已反馈（最近一次 { $on }），并已答复。
gate-no-hearing = 没有须听证的罚款。
gate-hearing = 已保障听证权利。
gate-hearing-missing = 拟处罚款 { $fine }，须告知被审计单位听证权利，并待申请期限届满或已举行听证。
gate-no-dispute = 没有未裁决的分歧。
gate-dispute = “{ $stage }”环节的分歧 { $dispute } 尚未裁决，由上一级裁决。
gate-served = 已于 { $on } 随 { $document } 送达。
gate-served-older = 送达的是第 { $version } 版，现为第 { $last } 版。请送达载明现版本的报告或决定书。
gate-unserved = 审计报告或决定书尚未送达。负责人签发后请送达。
gate-planned = 整改期限至 { $due }。
gate-unplanned = 尚未确定整改类型和期限。请确定。

## 词

stage-leader = 组长审核
stage-exposure = 征求意见
stage-department = 部门复核
stage-adjudication = 审理
stage-conference = 审计业务会议
stage-head = 负责人签发
stage-publication = 公布审批

role-owner = 管理人
role-leader = 审计组组长
role-member = 审计组成员
role-reviewer = 部门复核人
role-exposure-signer = 征求意见稿签发人
role-adjudicator = 审理人员
role-conference = 审计业务会议记录人
role-head = 负责人
role-publisher = 公布审批人
role-auditee = 被审计单位
role-referrer = 移送经办人

document-evidence-form = 审计取证单
document-working-paper = 审计工作底稿
document-exposure-draft = 审计报告征求意见稿
document-report = 审计报告
document-decision = 审计决定书
document-referral = 移送处理书
document-review-opinion = 复核意见书
document-adjudication-opinion = 审理意见书
document-minutes = 审计业务会议纪要
document-release = 公布稿

verdict-approve = 同意
verdict-more-evidence = 退回补充取证
verdict-return = 退回修改
verdict-reject = 不予认可

unit-department = 业务部门
unit-adjudication = 审理机构
unit-leadership = 机关领导
unit-other-office = 其他审计机关
unit-auditee = 被审计单位

verified-confirmed = 属实
verified-partly = 部分属实
verified-excluded = 排除

exclusion-data-error = 数据错误
exclusion-lawful-exception = 合法例外
exclusion-immaterial = 金额不重大
exclusion-out-of-scope = 超出审计范围
exclusion-insufficient-evidence = 证据不足
exclusion-referred = 已移送

class-at-once = 立行立改
class-staged = 分阶段整改
class-continuing = 持续整改

amount-irregular = 违规金额
amount-loss = 损失浪费金额
amount-mismanaged = 管理不规范金额
amount-owed-to-treasury = 应上缴金额
amount-idle = 闲置金额
amount-none = 不涉及金额

task-verify-lead = 核实疑点
task-verify-lead-again = 重新核实疑点：所依据的数据已变动
task-write-finding = 就已核实的疑点编写审计发现
task-revise = 修改被退回的内容
task-decide = 作出决定
task-serve = 送达文书
task-reply = 答复
task-answer-reply = 答复异议
task-check-paper = 核对扫描件与原件
task-rule = 裁决分歧
task-plan-rectification = 安排整改
task-report-rectification = 报告整改
task-verify-rectification = 核查整改报告
task-look-back = 回头看

mode-forbid = 禁止
mode-approve = 须批准
mode-warn = 提示
mode-allow = 允许
