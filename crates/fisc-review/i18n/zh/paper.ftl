# 审计文书的全部文字。栏目名称和次序按国家审计准则和通行格式。

## Words of all papers

currency-cny = 元
amount-column = { $name }（{ $unit }）
amount-of = { $amount } { $unit }（{ $kind }）
kind-irregular = 违规金额
kind-loss = 损失浪费金额
kind-mismanaged = 管理不规范金额
kind-owed = 应上缴金额
kind-idle = 闲置金额
kind-none = 不涉及金额
day = { $y }年{ $m }月{ $d }日
day-blank = 　　年　　月　　日
list-comma = 、
page-of = 第 { $page } 页　共 { $pages } 页
mark = { $paper } { $document } 第{ $version }版
mark-of = 依据 { $names }
mark-of-more = 依据 { $names } 等 { $count } 项
subject-finding = 审计发现 { $id } 第{ $version }版
subject-document = 文书 { $id } 第{ $version }版
digest-of = 摘要 { $digest }
number = 编号：{ $number }
cut = ……（超出单元格容量，以下 { $count } 字从略，全文见 docx）
yes = 是
no = 否
seal-here = （盖章）
sign-and-seal-here = （签名或盖章）
sign-here = 签名：

project = 审计项目名称
auditee = 被审计单位
matter = 审计事项
index = 索引号
auditors = 审计人员
made-on = 编制日期
attachments = 附件页数
attachment-pages = 附件：{ $pages } 页
amount = 金额
basis = 依据
advice = 审计建议
criterion = { $instrument }{ $article }
criterion-text = { $instrument }{ $article }：“{ $text }”

paper-evidence-form = 审计取证单
paper-working-paper = 审计工作底稿
paper-exposure-draft = 审计报告（征求意见稿）
paper-report = 审计报告
paper-decision = 审计决定书
paper-receipt = 送达回证
paper-review-opinion = 复核意见书
paper-adjudication-opinion = 审理意见书
paper-minutes = 审计业务会议纪要
paper-rectification-ledger = 审计整改台账
paper-referral-letter = 移送处理书
paper-disclosure-report = 政府信息公开工作年度报告
paper-year-figures = 年度审计结果汇总

## Evidence rows

evidence-title = 证据明细
evidence-no = 序号
evidence-lead = 疑点
evidence-method = 方法
evidence-table = 账套表
evidence-source = 来源文件
evidence-row = 行号
evidence-key = 主键
evidence-amount = 金额
evidence-total = 合计（每行只计一次，不含风险提示类）
evidence-more = 以上为前 { $shown } 行，另有 { $more } 行，共 { $all } 行，全部见本文书的 xlsx 版“证据明细”工作表。
evidence-all = 共 { $all } 行。
evidence-none = 未附账套行证据。
evidence-differs = 审计人员认定的金额为 { $amount } { $unit }；上表合计为各疑点涉及金额，两者不必相等。
sheet-form = 文书

## 审计取证单

form-summary = 审计事项摘要
form-source = 证据提供单位
form-opinion = 证据提供单位意见
form-note = 说明：证据提供单位（人员）对上述事项核对后签署意见，并签名或者盖章；不能取得签名或者盖章的，审计人员在本单注明原因。
form-reply = 请于 { $days } 个工作日内反馈。

## 审计工作底稿

work-steps = 审计过程
work-conclusion = 审计认定的事实摘要及审计结论
work-reviewer = 审核人员
work-review = 审核意见
work-review-on = 审核日期
work-approve = 予以认可
work-more = 责成采取进一步审计措施，获取适当、充分的审计证据
work-correct = 纠正或者责成纠正不恰当的审计结论
box-ticked = ☑ { $text }
box-empty = ☐ { $text }

## 审计报告和征求意见稿

draft-letter = 审计报告征求意见书
draft-to = { $auditee }：
draft-text = 现将“{ $title }”的审计报告（征求意见稿）送你单位征求意见。请自收到之日起 { $days } 个工作日内，将书面意见送交审计组；在规定期限内没有提出书面意见的，视同无异议。如有异议，请逐项说明理由，并附相关证据。
draft-replies = 被审计单位反馈意见表
draft-replies-finding = 审计发现
draft-replies-answer = 意见（无异议／有异议）
draft-replies-reason = 理由和证据
draft-attached = 附件：审计报告（征求意见稿）
report-auditee = 被审计单位：{ $auditee }
report-project = 审计项目：{ $title }
report-basis = 审计依据和实施情况
report-situation = 被审计单位基本情况
report-evaluation = 审计评价意见
report-earlier = 以往审计决定执行和审计建议采纳情况
report-findings = 审计发现的主要问题和处理处罚意见
report-advice = 审计建议
report-no-findings = 本次审计未形成审计发现。
report-rectify = 对本次审计发现的问题，请你单位自收到本报告之日起 { $days } 日内，将整改情况书面报告本机关。
summary-title = 审计发现汇总
summary-finding = 审计发现
summary-kind = 金额类型
summary-subtotal = 小计：{ $kind }
finding-amount = 涉及金额：{ $amount }。
finding-criteria = 上述行为不符合以下规定：
finding-cause = 原因：{ $text }
finding-remedy = 处理处罚意见：{ $text }
finding-fine = 拟处罚款 { $amount } { $unit }。
section-1 = { $n }、{ $text }
section-2 = （{ $n }）{ $text }
paragraph = { $section }（{ $n }）

## 审计决定书

decision-scope = 审计内容和时间
decision-findings = 违反国家规定行为的事实、定性和处理处罚决定
decision-remedy = 决定：{ $text }
decision-fine = 处以罚款 { $amount } { $unit }。
decision-execution = 执行期限和要求
decision-execute = 本决定自送达之日起生效。你单位应当自收到本决定之日起 { $days } 日内执行完毕，并将执行结果书面报告本机关。
decision-appeal = 救济途径

## 送达回证

receipt-document = 送达文书名称
receipt-number = 文书编号
receipt-to = 受送达单位
receipt-place = 送达地点
receipt-method = 送达方式
receipt-senders = 送达人
receipt-served-on = 送达时间
receipt-received = 收件人签名或盖章
receipt-received-on = 收到时间
receipt-for = 代收人及代收理由
receipt-refused = 拒收事由
receipt-witness = 见证人签名或盖章
receipt-note = 备注
referral-opening = 我单位在“{ $title }”项目审计中，发现以下事项依法应由你单位处理，现移送你单位。
referral-blank = （待填写）
referral-matter = 移送事项
referral-facts = 主要事实和依据的数据
referral-fact = { $facts }（依据数据 { $rows } 行）
referral-amount = 涉及金额
referral-amount-of = { $amount } { $unit }
referral-criteria = 定性和移送的法律依据
referral-request = 处理要求
referral-ask = 请依法处理，并将处理结果书面告知本机关。移送事项处理前请予保密。
referral-annexes = 附件

receipt-hint = 说明：本回证由收件人签名或盖章后退回送达机关；收到时间为期限起算的依据。

## 复核意见书、审理意见书

opinion-unit = { $kind }单位
unit-review = 复核
unit-adjudication = 审理
opinion-papers = { $kind }的文书
opinion-items = { $kind }事项
opinion-item = 事项
opinion-met = 是否符合
opinion-remark = 说明
opinion-findings = 对审计发现的意见
opinion-finding = 审计发现
opinion-comment = 意见
opinion-amend = 修改意见
opinion-text = { $kind }意见
opinion-verdict = { $kind }结论
opinion-by = { $kind }人员
opinion-on = { $kind }日期
opinion-team = 审计组
verdict-approve = 同意
verdict-more = 退回补充取证
verdict-return = 退回修改
verdict-reject = 不予认可
review-item-1 = 审计目标是否实现
review-item-2 = 审计实施方案确定的审计事项是否完成
review-item-3 = 审计发现的重要问题是否在审计报告中反映
review-item-4 = 事实是否清楚、数据是否正确
review-item-5 = 审计证据是否适当、充分
review-item-6 = 审计评价、定性、处理处罚和移送处理意见是否恰当，适用法律法规和标准是否适当
review-item-7 = 被审计单位、被调查单位、被审计人员提出的合理意见是否采纳
review-item-8 = 其他需要复核的事项
adjudication-item-1 = 审计实施方案确定的审计事项是否完成
adjudication-item-2 = 审计发现的重要问题是否在审计报告中反映
adjudication-item-3 = 主要事实是否清楚，相关证据是否适当、充分
adjudication-item-4 = 适用法律法规和标准是否适当
adjudication-item-5 = 评价、定性、处理处罚意见是否恰当
adjudication-item-6 = 审计程序是否符合规定

## 会议纪要

minutes-held-on = 时间
minutes-place = 地点
minutes-chair = 主持人
minutes-present = 出席人员
minutes-attending = 列席人员
minutes-recorder = 记录人
minutes-agenda = 议题
minutes-items = 审议情况
minutes-item-decision = 审议意见：{ $text }
minutes-item-dissent = 不同意见：{ $text }
minutes-conclusion = 会议决定
minutes-signed = 主持人签名：

## 整改台账

rect-as-of = 截至 { $day }
rect-no = 序号
rect-finding = 编号
rect-title = 审计发现
rect-class = 整改类型
class-at-once = 立行立改
class-staged = 分阶段整改
class-continuing = 持续整改
rect-due = 整改期限
rect-overdue = 逾期天数
rect-state = 整改状态
state-open = 未报告
state-reported = 已报告，待核实
state-verified = 已核实，未销号
state-closed = 已销号
rect-measures = 整改措施和结果（被审计单位报告）
rect-reported-on = 报告日期
rect-treasury = 上缴财政
rect-returned = 归还原渠道
rect-rebooked = 调账处理
rect-recovered = 追回、挽回
rect-rules = 制定、完善制度（项）
rect-people = 处理责任人（人）
rect-claimed = { $column }（报告）
rect-verified = { $column }（核实）
rect-verdict = 核实意见
rect-look-back = 回头看日期
rect-holds = 回头看时整改是否保持
rect-version = 版本
rect-digest = 摘要
rect-total = 合计
rect-sheet = 整改台账
rect-about = 说明
rect-about-text = 报告数为被审计单位所报，核实数为审计人员认可。认定金额按类型分列，不同类型不相加，故该栏不设合计。
