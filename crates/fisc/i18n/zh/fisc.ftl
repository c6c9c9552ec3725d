# 程序在终端上的全部文字。选项、命令、文件名和列名不译。一个表的各列写在一条消息中，以 " | " 分隔。

## 通用

not-found = { $path }：没有这个文件或文件夹；相对路径从当前文件夹算起
exists = { $path } 已存在；请另取名称，程序不覆盖已有内容
no-engagement = { $folder } 及其上级均无 fisc.toml；请进入项目文件夹（或用 fisc -C 文件夹 … 指明），或用 fisc new 新建项目
no-ledger = { $folder } 中尚无账套；请先执行 fisc load
no-output = 标准输出：{ $error }
no-method = 没有方法 { $code }；用 fisc methods list 查看全部方法

## fisc new

new-done =
    项目：{ $folder }
    下一步：把被审计单位提供的文件放入 sources/，在 fisc.toml 中说明，然后执行 fisc load
new-relation = same_level 同级审计，upper_audits_lower 上审下，cross 交叉审计
new-sources = 被审计单位导出的每个表写一个 [[source]]。fisc map 文件 可先拟出对照。
new-control = 被审计单位确认的合计数；与之不符即为疑点。
new-parameters = 须由法规或被审计单位确定、所用规则包未设定的参数；缺少哪些由 fisc check 说明。

## fisc load

load-progress = 装载：{ $source } { $rows } 行
load-sorting = 装载：排序
load-refused = 未装载任何数据，{ $count } 个来源不合要求；原账套未变
load-columns = 表 | 文件数 | 读取 | 入账 | 已剔除 | 合计行 | 拒收 | 金额
load-rejected = 拒收 { $count } 行：
load-reason = { $file }：{ $reason }：{ $count } 行，首见于第 { $row } 行
load-reason-column = { $file }，{ $column } 列：{ $reason }：{ $count } 行，首见于第 { $row } 行
load-reasons-more = ……另有 { $count } 类
load-rejects-file = 每行的原值、原因和处理办法见 ledger/rejects.csv
load-no-source = fisc.toml 中尚无 [[source]]：未装载被审计单位的任何数据
load-rounded = { $source }：{ $count } 个金额按四舍六入五成双取整，差额合计 { $difference }
load-changes = { $table }：与上次装载相比，未变 { $unchanged } 行，变化 { $changed } 行，消失 { $vanished } 行，新增 { $new } 行
load-done =
    账套：{ $ledger }
    下一步：fisc check

reject-ragged = 字段数与表头不符
reject-damaged = 不符合文件格式的记录
reject-encoding = 含有不属于该文件编码的字节
reject-not-json = 不是 JSON 对象
reject-required = 缺少必填值
reject-not-a-date = 不是日期
reject-not-a-timestamp = 不是日期时间
reject-not-an-amount = 不是数字
reject-not-an-integer = 不是整数
reject-not-a-boolean = 既不是“是”也不是“否”
reject-excess-decimals = 小数位数超出账套精度
reject-too-large = 数字位数超出账套范围
reject-unmapped-value = 对照中未列出的值
reject-unmatched = 与对照中的格式不符
reject-other-currency = 币种与项目币种不同
reject-no-rate = 当日无汇率
reject-lost-digits = 长数字已被电子表格改为近似值

## fisc check

check-progress = 检查：{ $done }/{ $all } { $code }
check-unknown-method = fisc.toml：[parameters.{ $code }]：没有方法 { $code }；用 fisc methods list 查看全部方法
check-unknown-parameter = fisc.toml：[parameters.{ $code }]：该方法没有参数 { $name }；其参数有：{ $names }
check-counts = 审计方法：有疑点 { $leads } 个，无疑点 { $clean } 个，未执行 { $skipped } 个，执行失败 { $failed } 个
check-columns = 方法 | 名称 | 重要程度 | 疑点数 | 证据行数 | 涉及金额 | 已测试 | 已排除
check-pattern = { $severity }（普遍现象）
check-total = 疑点 { $count } 个；每行只计一次、不含风险提示类的涉及金额：{ $amount } { $currency }
check-skipped = 未执行：{ $code } { $name }：{ $reason }
check-failed = 执行失败：{ $code } { $name }：{ $reason }
check-done =
    疑点：{ $leads }
    下一步：fisc leads，fisc publish --draft

## fisc leads

leads-none-yet = 尚无疑点；请先执行 fisc check
leads-broken = { $path } 第 { $line } 行：{ $error }；请重新执行 fisc check
leads-columns = 疑点 | 方法 | 重要程度 | 对象 | 涉及金额 | 天数 | 证据行数 | 说明
leads-no-match = 没有符合条件的疑点；上次检查共有疑点 { $count } 个
leads-more = ……共 { $all } 个，显示 { $shown } 个；--limit 0 显示全部
leads-no-such = 没有以 { $id } 开头的疑点；用 fisc leads --limit 0 查看全部
leads-many-such = 以 { $id } 开头的疑点有 { $count } 个；请多写几位
leads-of = { $all } 个中的 { $shown } 个
lead-labels = 疑点 | 方法 | 对象 | 涉及金额 | 天数 | 方法摘要 | 证据摘要
lead-method = { $code }（{ $result }；重要程度：{ $severity }；可信程度：{ $confidence }）
lead-columns = 表 | 主键 | 来源文件 | 行 | 涉及金额

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
subject-org = 单位
subject-gov = 政府
subject-payee = 收款人
subject-person = 个人

## 写入文件

file-written = 文件：{ $path }（{ $rows } 行）
book-rows = 数据
book-about = 说明
book-engagement = 项目
book-ledger = 账套
book-query = 查询语句
book-run = 运行
book-leads = 疑点
book-as-text = 超过15位的数字在此存为文本：电子表格会将其改为近似值。
book-needs-out = --format xlsx 须用 --out 指明文件
book-too-many = 共 { $rows } 行；一张工作表最多 { $most } 行：请缩小查询范围，或改用 --format csv
book-too-long = 第 { $row } 行 { $column } 列：文本超过单元格的 { $most } 个字符上限；请改用 --format csv
book-failed = 无法写出工作簿：{ $error }

## fisc sql

sql-tables = { $message }；有数据的表：{ $tables }
sql-functions = { $message }；可用函数见 docs/methods.md：均不读取文件、时钟和随机数
sql-no-method-column = 方法须返回 lead_key、subject、key 和 amount；此 SELECT 缺少 { $column }，未保存
sql-method-name = { $name }：方法的文件夹名须形如 usr-001-odd-payments，全部小写
sql-saved =
    方法：{ $folder }
    下一步：补全 method.toml 和说明，添加案例，然后执行 fisc methods test

## fisc methods

methods-columns = 方法 | 名称 | 方法类型 | 重要程度 | 可信程度
methods-default = ${ $name }：{ $description }（{ $unit }；默认 { $default }）
methods-no-default = ${ $name }：{ $description }（{ $unit }；无默认值）
methods-digest = 摘要 { $digest }

## fisc map

map-no-table = 账套没有表 { $table }；有：{ $tables }
map-no-name = { $path }：不是文件名
map-no-synonyms = 本程序缺少同义词表

## fisc verify

verify-neither = 既不是文件夹，也不是 zip
rerun-no-ledger = 未重新执行：本数据包未公布账套。持有账套者可用 --ledger 文件夹 重新执行
rerun-other-ledger = 未重新执行：{ $path } 不是 datapackage.json 所载账套
rerun-same = 重新执行　以同一账套执行 { $count } 个方法：覆盖、排除、方法和参数各表与数据包一致
rerun-differs = 不符　同一账套重新执行的结果与数据包不同，共 { $count } 处
rerun-missing = data/{ $table }.csv，{ $row }：重新执行时没有此行
rerun-more = data/{ $table }.csv，{ $row }：重新执行得出，数据包中没有
rerun-cell = data/{ $table }.csv，{ $row }，{ $column }：数据包为“{ $old }”，现为“{ $new }”

## fisc publish、run、demo

publish-refused = 尚未准备公布稿；fisc publish --prepare 生成待批准的公布稿，fisc publish --draft 生成内部草稿
publish-form =
    表单：　{ $path }
    下一步：填写后执行 fisc publish --prepare
publish-no-form = { $path }：不存在；fisc publish --form 生成待填写的空表
publish-other-ledger = leads/run.json 与 ledger/ 不属同一账套；请重新执行 fisc check
publish-nothing = 目前没有可公开的内容：全部审计发现均不予公开或暂缓公布
publish-troubles = 尚不具备公布条件：{ $items }
publish-damaged = { $path }：{ $error }；请用备份恢复
publish-no-secret = { $path }：不是 64 位十六进制密钥；请用备份恢复
publish-known = 账套中个人信息超过 { $most } 项；仅查找疑点所依据各行中的个人信息
publish-waiting = { $finding } 暂缓公布：须先通知 { $company }（可公布之日：{ $from }）
publish-idle = 负面清单 { $rule }：所列 { $names } 不在本次公布之中
publish-overdue = 负面清单 { $rule }：应于 { $day } 前复核
publish-leaks = 下列内容不得对外，未写入任何文件：{ $items }
    请在来源处修改；确非个人信息的，在 publish.toml 的 [[not_personal]] 中列明并说明理由。
publish-more = 另有 { $count } 处
prepare-done =
    第 { $release } 次公布稿已备：审计发现 { $findings } 项，隐去 { $withheld } 处
    请查看：{ $files }/index.html
prepare-columns = 位置 | 理由 | 处数 | 内容
prepare-next =
    归入记录（审计组成员或组长）：
      fisc review paper put { $file } --id release-{ $release } --kind release
    公布审批（{ $who }）：
      fisc review decide publication approve --document release-{ $release }{ $findings }
    然后：fisc publish
prepare-nobody = 尚无人担任
gate-head =
    第 { $release } 次公布：发现 { $findings } 项
    内容摘要：{ $content }
gate-columns = 项目 | 状态 | 由谁负责 | 要求
gate-green = 符合
gate-red = 不符合
gate-needs-person = 待确认
gate-at-publication = 公布时检查
gate-program = 程序
gate-role = { $role }（{ $people }）
gate-confirmed = { $person }，{ $on }，条目 { $entry }
gate-warnings = 请权衡以下事项（不阻止公布）：
gate-unstable = 两次生成的公布内容不一致，属程序错误，请报告
gate-refused =
    本次公布未达到公布标准：
    { $items }
    拟公布内容可在此审读：{ $files }/index.html
    各项情况见 fisc publish --gate。
confirm-unknown = 公布标准中没有名为 { $item } 的项目；由人员确认的有：{ $items }
confirm-program = { $item } 由程序检查；由人员确认的有：{ $items }
confirm-nothing = 尚无可审读的内容；请先运行 fisc publish --prepare
kind-corrected = 更正
kind-withdrawn = 撤回
kind-added = 新增
kind-release = 整次公布
publish-early = 发布日期为 { $day }；请于当日或之后公布，或修改 published_on 后重新准备
publish-not-audited = 公布稿由旧版程序准备，未经披露控制；请重新执行 fisc publish --prepare
publish-disclosed = 未写入任何内容，因为数据可推断个人情况：{ $items }
publish-taken-down = 准备公布稿之后撤除清单有变；请重新执行 fisc publish --prepare
publish-file-changed = { $file }：与公布稿所列不符；请重新执行 fisc publish --prepare
publish-not-on-record =
    已准备的公布稿尚未归入记录，请执行：
      fisc review paper put { $file } --id release-{ $release } --kind release
publish-changed = 准备公布稿之后有变；请重新执行 fisc publish --prepare
publish-unapproved = 未经本次公布审批
publish-not-approved =
    第 { $release } 次公布稿（{ $document }）未获批准：{ $items }
    由公布审批人（{ $who }）决定：fisc review decide publication approve --document { $document } --finding …
publish-left-out = 记录第 { $entry } 条（{ $finding }）不入数据包：所载超出可公布范围
publish-unverified =
    数据包核验不符，未公布：
    { $report }
publish-release =
    第 { $release } 次公布：审计发现 { $findings } 项，隐去 { $withheld } 处
    数据包：{ $package }
    zip 文件：{ $zip }
    SHA-256：{ $digest }
    请将文件夹置于 { $address }
    任何人可核验：fisc-verify package.zip --log-key { $log } --owner-key { $owner }
    由本机关留存、不公布：{ $kept }
publish-again = 第 { $release } 次公布已完成；已重新放置：{ $package }
takedown-blank = { $name } 为空
takedown-done =
    新增 { $added } 项，共 { $all } 项：{ $list }
    密钥：{ $key }（请另存备份；遗失后清单即失效）
    下一步：fisc publish --prepare 生成不含该内容的公布稿；他人已有的副本不受影响
publish-old-run = { $path }：{ $error }；请重新执行 fisc check
publish-done =
    数据包：{ $package }
    下一步：fisc verify { $package }
run-done =
    账套：　{ $ledger }
    疑点：　{ $leads }
    数据包：{ $package }
    下一步：fisc -C { $root } leads
demo-sources =
    来源：　{ $sources }
    下一步：fisc run { $root }

## fisc serve

serve-here = 工作台：{ $place }（按 Ctrl-C 结束）
serve-unknown = { $person }：签署记录中没有登记该编号的人员
serve-short = 密码至少须有 { $least } 个字符
serve-password = { $person } 可以用新密码登录；此前的登录已全部退出
## 密钥和口令

key-done =
    密钥：　{ $file }
    公钥：　{ $public }
    下一步：把公钥交给项目管理人，由其登记（fisc review enrol）；密钥文件与口令分开保管，丢失后无人能恢复
passphrase-ask = { $key } 的口令：
passphrase-choose = 新密钥 { $key } 的口令（宜用几个词）：
passphrase-again = 再输一次：
passphrase-differs = 两次口令不一致；未生成密钥
passphrase-empty = { $path }：第一行为空；口令应写在第一行
passphrase-wrong = { $key }：口令与封存密钥时所用的不同，或文件已被改动
passphrase-no-terminal = 没有可输入口令的终端；请用 --passphrase-file 文件 或 FISC_PASSPHRASE_FILE 指明文件，- 为标准输入

## 签名

sign-done = 答复：{ $answer }；用 fisc review submit 提交
sign-not-among = { $file }：待签内容中没有摘要值 { $digest }；您阅看的不是请求所指的文件
sign-read = 已阅
sign-not-read = 未显示
sign-compare = 此处只有其摘要值；请与所阅文件核对：--read 文件
request-wrong = { $path }：不是签名请求：{ $error }
request-form = 首个字段不是 { $form }
request-other = { $path }：所显示的 { $name } 与待签的摘要值不符；请勿签名
request-done = 请求：{ $out }；由 { $person } 用 fisc key sign 签名
answer-wrong = { $path }：不是已签名的答复：{ $error }
words-yes = 是
words-no = 否

## fisc review

init-done =
    记录：　{ $record }
    管理人：{ $owner }
    日志：　{ $log }
    私钥：　{ $secret }（日志自身的密钥；与记录放在一处，只许所有者读取）
    下一步：把两个公钥告知将要核验的人，然后用 fisc review enrol、assign 登记人员、授予角色
review-done = 第 { $index } 条：{ $act }，{ $person } 签署
review-refused = 拒绝（{ $rule }）：{ $text }
review-notice = 提示（{ $rule }）：{ $text }
review-breach = 已记为违反程序（{ $rule }）：{ $text }
review-no-key = 由谁签署？请用 --key 文件 或 FISC_KEY 指明密钥文件；在另一台机器上签名用 fisc review request
review-nobody = 请用 --as 人员 说明您是谁，或用 --key 文件 或 FISC_KEY 指明您的密钥文件
review-no-person = { $person } 未在本项目登记
review-unknown-key = { $key }：本项目中无人持有此密钥；由管理人用 fisc review enrol 登记
no-finding = 没有审计发现 { $finding }；用 fisc review status 查看
no-document = 记录中没有文书 { $document }；用 fisc review paper put 登记
paper-says = --says { $text }：请写审计发现及其所在段落，如 F-1=3.2
lead-partly-amount = 部分属实的疑点须用 --amount 写明属实金额
queue-columns = 期限 | 事项 | 对象 | 环节
queue-nothing = { $person } 没有待办事项
queue-overdue = { $due } 已逾期
status-leads = 已核实疑点：{ $decided }/{ $all }
status-columns = 审计发现 | 版本 | 标题 | 金额 | 下一环节 | 期限 | 状态
status-overdue = 逾期：{ $finding } 应于 { $due } 前整改
status-undecided = 逾期：{ $finding } 应于 { $due } 前完成“{ $stage }”环节，待办人：{ $people }
status-breach = 违反程序：第 { $entry } 条，{ $person }（{ $rule }）：{ $text }
status-refused = 已拒绝 { $count } 次；用 fisc review log 查看
state-withdrawn = 已撤销
state-stale = 已失效：疑点 { $lead } 的数据行有变动
state-published = 已批准公布
log-columns = 条目 | 接收时间 | 人员 | 行为 | 对象
log-checked = 完好：{ $count } 条，根 { $root }
log-no-entry = 没有第 { $entry } 条；记录共 { $size } 条，从 0 算起
log-receipt = 回执：{ $file }
export-done =
    记录：　{ $folder }（{ $count } 条，根 { $root }）
    下一步：fisc verify --record { $folder } --log-key { $log }
form-done =
    文书：　{ $path }（{ $finding }@{ $version }）
    下一步：填写完整后执行 fisc review paper put { $path } --id { $id } --kind { $kind } --says { $finding }=1
form-blanks = 需人工填写：{ $blanks }
form-comma = 、
form-xlsx = { $path }：审计整改台账仅生成工作簿，请使用 .xlsx 文件名
form-nothing-issued = 没有关于“{ $about }”的已送达报告或决定书，也未确定整改期限，无可登记的台账；fisc review status 列出全部审计发现
form-ledger =
    台账：　{ $path }
    下一步：可按需排序、筛选；以签署记录为准（fisc review rectify）
form-docx = { $path }：该文书仅生成 docx，请使用 .docx 文件名
form-made =
    文书：　{ $path }
    下一步：填写完整后执行 fisc review paper put { $path } --id { $id } --kind { $kind }{ $says }
form-nothing = 记录中没有“{ $about }”的可用内容：请指定有审计发现的被审计单位（决定书须有处理或处罚意见），送达回证请指定文书；fisc review status 列出全部审计发现
form-receipt =
    文书：　{ $path }
    下一步：随 { $document } 送达后执行 fisc review serve { $document } --auditee 被审计单位 --on 日期 --receipt 文件
show-stages = 环节 | 期限 | 签署人 | 版本 | 接收时间 | 条目 | 意见
show-voided = 不再有效：{ $stage }（{ $person }），自第 { $entry } 条起：{ $why }
show-returned = { $stage }：{ $verdict }：{ $opinion }
show-stale = 已失效：疑点 { $lead } 的数据行在核实后有变动
show-since = 您就第 { $version } 版签署意见（第 { $entry } 条）以来的变动：
show-unchanged = 您签署意见（第 { $entry } 条）以来内容没有变动
show-served = { $on } 送达 { $auditee }
show-sealed = { $who } 于 { $on } 盖章或签字
show-unchecked = 尚未与原件核对
show-agrees = 与原件一致（{ $person } 核对）
show-differs = 与原件不一致（{ $person } 核对）：{ $note }
show-by = （{ $person }，第 { $entry } 条）
show-entry = （第 { $entry } 条）
show-upheld = 支持复核人意见：{ $reason }
show-overruled = 不支持复核人意见：{ $reason }

## fisc sample

sample-plan-format = 结果只有一行：--format 取 table 或 json
sample-amount = { $name } { $text }：{ $error }；金额最多两位小数，如 150000.00
sample-expansion = --expansion { $text }：须为大于0的系数，如 1.6
sample-no-test = 审计风险模型的其他部分已在可接受的审计风险之内，无须为此实施细节测试。
sample-items = 抽取{ $n }个样本项目。偏差不超过{ $k }个时，可按{ $confidence }的置信水平认为偏差率低于{ $tolerable }（{ $distribution }分布）。
sample-units = 每{ $interval }元抽取一个货币单位，共{ $n }个；达到该金额的项目全部检查（置信水平{ $confidence }，置信系数{ $factor }，扩张系数{ $expansion }；泊松分布）。
sample-file = { $path }：不是 fisc sample select 生成的选样文件：{ $error }
sample-same = { $path }：重新抽取的样本逐字节一致
sample-other-items = { $path }：总体相同而样本不同：文件被改动过，或由其他版本生成
sample-other-population = { $path }：总体不同：当时{ $then }行，现在{ $now }行，或内容有变；请在原账套上重新抽取
sample-drawn =
    已抽取：  { $rows }行中抽取{ $drawn }项；必查{ $certain }项；方法查出、全部检查{ $exceptions }项
    选样文件：{ $path }
    下一步：  逐项填写 key 和 audited（或 deviation），再运行 fisc sample evaluate
sample-way = { $way }：没有这种选样方法；可用 random、interval、cell、sieve
sample-table = { $table }：账套没有这张表
sample-column = { $column }：{ $table } 没有这一列；用 --amount 指定账面金额所在的列
sample-no-amount = { $key } 行没有 { $column }；可用 --where "{ $column } IS NOT NULL" 排除此类行，并予说明
sample-cell = { $path } 第{ $row }行 { $column } 列：{ $value }：应为 { $expected }
sample-header = { $path }：表头须有 key，以及 audited、deviation 之一
sample-missing = { $path }：缺少选样中的{ $count }项，第一项为 { $first }；无法检查的项目应按错误计，不能略去，请填入
sample-strange = { $path }：{ $key } 不在选样之中
sample-units-amounts = 货币单位抽样按金额评价，请提供 audited 列
sample-rate = { $n }项中有{ $k }项偏差。按{ $confidence }的置信水平，{ $rows }行中偏差率不超过{ $upper }（{ $distribution }分布）。方法查出并全部检查的{ $exceptions }项中，{ $certain }项偏差。
sample-money = 共{ $units }个货币单位，其中{ $taints }个高估。高估：推断{ $projected }元，必查项目中已查明{ $certain }元；按{ $confidence }的置信水平不超过{ $upper }元（{ $rule }规则）。低估：不超过{ $under }元。方法查出的高估{ $known }元，为确数。
sample-amounts = 检查{ $n }项，{ $differing }项不符。推断错报（账面减审定）{ $misstatement }元；按{ $confidence }的单侧置信水平不低于{ $lower }元、不高于{ $upper }元（{ $estimator }估计）。方法查出{ $known }元，为确数。
sample-holds = 在可容忍范围之内，样本支持总体。
sample-holds-not = 超出可容忍范围，样本不支持总体，应扩大检查或全部检查。
distribution-binomial = 二项
distribution-poisson = 泊松
distribution-hypergeometric = 超几何

## fisc risk

risk-no-settings = 项目的规则包均未规定风险如何计量；请在 fisc.toml 中指定含 risk.toml 的规则包，如 packs = ["cn"]
risk-no-subject = 没有涉及 { $subject } 的疑点；fisc risk rank 列出全部对象
risk-none = 没有疑点，无须排序
risk-columns = 序号 | 对象 | 类别 | 可能性 | 预期金额 | 涉及金额 | 重要程度 | 方法
risk-more = 显示{ $shown }个，共{ $all }个对象。预期金额：每笔数据只计一次，按其方法的属实比例加权。排序只说明先看哪里，不说明任何单位或个人存在问题；构成见 fisc risk rank --show 对象。
risk-subject = { $subject }（{ $kind }）：至少有一条疑点属实的概率为{ $likelihood }；涉及金额{ $amount }，预期金额{ $expected }；重要程度{ $severity }。
risk-labels-wrong = { $path }第{ $line }行：{ $error }
risk-labels-columns = 标注文件须有subject和amount两列
risk-labels-subject = 对象为空，每条标注须写明对象
risk-quality = 已标注对象{ $labelled }个，金额{ $all }。全部{ $population }个对象的前{ $top }为{ $first }个，其中已标注对象{ $among }个，占标注金额的{ $share }（最优排序可达{ $best }）。
risk-quality-order = 平均精度{ $precision }；标注金额的平均名次{ $place }。
risk-sample-form = --sample { $given }：请写作“单位代码=文件”，文件为fisc sample evaluate --format json的结果
risk-sample-wrong = { $path }：{ $error }
risk-sample-kind = 控制风险以偏差率为依据，该结果的类型为{ $kind }；请对按偏差评价的样本使用fisc sample evaluate --format json
risk-sample-early = --sample：内部控制的抽样结果自准备阶段评估起使用
risk-nothing-known = 尚无任何已知情况：既没有账套（请先运行fisc load），也没有以往年度的风险台账（fisc.toml中[risk]的register）
risk-other-ledger = 上次运行fisc check之后又重新载入了账套，请再次运行fisc check
risk-no-record = 尚无审计记录，没有任何人工认定；终结评估须与人工认定结果比较（fisc review init）
risk-no-auditee = 没有被审计单位{ $auditee }；可用fisc risk register查看
risk-no-register = { $path }：尚无风险台账，fisc risk assess将予建立
risk-register-empty = 台账中没有这样的评估
risk-broken = { $path }：{ $auditee }的评估无法读取：{ $error }
risk-weights-nothing = 全部权重均为0，无法区分各单位的风险
risk-picture = 已写入：{ $path }
risk-assess-columns = 序号 | 被审计单位 | 名称 | 类别 | 风险 | 得分 | 固有风险 | 控制风险 | 检查风险
risk-team-columns = 人数 | 有经验者 | 天数
risk-leads-columns = 可能性 | 预期金额
risk-final-columns = 问题数 | 查实金额 | 初始评估 | 实际结果 | 比较
risk-register-columns = 序号 | 被审计单位 | 名称 | 风险 | 得分 | 固有风险 | 控制风险 | 检查风险 | 可能性 | 预期金额 | 年度 | 评估
risk-history-columns = 项目 | 年度 | 评估 | 风险 | 得分 | 固有风险 | 控制风险 | 检查风险 | 与初始评估比较
risk-moved-columns = 被审计单位 | 名称 | 名次 | 将变为 | 风险 | 将变为
risk-kept = 显示{ $all }个被审计单位中的{ $shown }个。全部{ $all }项评估（{ $phase }）已存入{ $path }，以往评估均予保留。各项构成见fisc risk show。
risk-teams = 共{ $audits }个审计组，{ $days }人天；各专业工时：{ $hours }。
risk-compared = { $method }：同时测试{ $units }个单位，错误发现率控制在{ $rate }（Benjamini–Hochberg方法），明显高于其他单位的有{ $count }个。
risk-held = 与初始评估比较：共{ $compared }个单位，一致的{ $same }个，查出问题更重的{ $higher }个，更轻的{ $lower }个。
risk-held-none = 本项目没有初始评估，无从比较。
risk-back = 已写回台账供下年度使用：各单位查实金额和整改情况，以及对疑点的{ $lessons }项认定（用于修正审计方法的准确率）。
risk-of = { $auditee } { $name }：{ $year }年，{ $phase }
risk-weight = { $factor }：权重{ $from }→{ $to }
risk-moved = { $all }个被审计单位中，名次或等级变化的有{ $moved }个。
risk-methods-columns = 方法 | 属实 | 不属实 | 属实比例 | 下限 | 上限 | 先验

## fisc trace

trace-too-large = 账套金额合计超过10亿亿，请检查映射中的金额单位
trace-no-transfers = 账套中没有转移支付数据；请先加载再追踪
trace-no-transfer = 没有编号为 { $id } 的转移支付；fisc sql "SELECT transfer_id FROM transfer" 列出全部编号
trace-no-program = 没有专项 { $code } 的转移支付；账套中有 { $known }
trace-nothing = 没有{ $year }年度的相应转移支付
trace-not-paid = 账套中没有付给 { $who } 的款项
trace-written = 已写入：{ $path }
trace-banner = 内部资料：审计数据尚未核实。差异只是疑点，不是审计发现。
trace-program = { $code }（{ $name }）
trace-title-program = 专项{ $program }
trace-title-year = 专项{ $program }{ $year }年度
trace-title-all = 全部转移支付
trace-title-all-year = { $year }年度全部转移支付
trace-title-transfer = 转移支付{ $id }
trace-title-back = { $who }的资金来源
trace-ties = 收到记录{ $count }条。来源合计{ $into }元，去向及结余合计{ $out }元；未列明的差额{ $difference }元。
trace-ledger = 账套中转移支付{ $rows }行，合计{ $amount }元，其中编号与接收方重复、只计一次的{ $repeated }元。
trace-grants-unlinked = 未收到该专项资金的政府发放的补贴：{ $amount }元。
trace-more = 显示{ $shown }行，共{ $all }行；--limit 0 显示全部。
trace-depth = 第{ $depth }层
trace-no-level = 级次不明
trace-person = 人员{ $number }
trace-natural-payee = 自然人{ $number }
trace-paper = 指标流向（分级次）
trace-paper-columns = 级次 | 收到笔数 | 收到 | 未对应上级 | 下级交回 | 超额 | 转拨 | 分配本级 | 上交 | 未使用 | 滞留 | 途中减少 | 逾期笔数 | 最长天数
trace-paper-note = 收到 + 下级交回 + 超额 = 转拨 + 分配本级 + 上交 + 未使用。滞留为规定天数届满时尚未使用的金额，至今未使用的部分包含在未使用之中。各级次之间逐级收付，不得相加。
trace-cash = 资金支付（分级次）
trace-cash-columns = 级次 | 分配本级 | 支付 | 已分配未支付 | 付代发账户 | 超出科目范围 | 补贴
trace-cash-note = 支付为从该笔资金直接支出的款项，代发账户再付给个人。补贴发放不注明转移支付，按该政府同一专项、同一年度收到金额的比例分摊。
trace-receipts = 收到记录
trace-receipts-columns = 编号 | 拨出方 | 接收方 | 收到 | 转拨 | 分配本级 | 上交 | 未使用 | 支付 | 天数 | 差异
trace-differences = 差异
trace-differences-columns = 差异 | 编号 | 政府 | 金额 | 天数
trace-differences-note = 差异只是疑点，以核实为准。
trace-recipients = 最终收款人
trace-recipients-columns = 收款人 | 类别 | 金额
trace-kind-person = 个人
trace-kind-agent = 代发账户
trace-kind-payee = 收款人
trace-payees = 支付
trace-persons = 补贴
trace-others = 其他{ $of }
trace-to-units = 本级单位
trace-not-used = 未使用
trace-given-back = 上交
trace-to-unknown = 不在账套中
trace-lost = 途中减少
trace-paid = 实付{ $amount }元（已扣除退回）。
trace-from = 资金来源
trace-from-columns = 类别 | 编号 | 单位 | 金额
trace-from-note = 同一笔收到资金不分来源；由多个来源支付的，按比例归属。
trace-from-transfer = 转移支付
trace-from-line = 预算指标
trace-from-unlinked = 未对应
trace-way = 资金路径
trace-way-columns = 上级编号 | 编号 | 接收方 | 金额

gov-level-central = 中央
gov-level-province = 省级
gov-level-city = 市级
gov-level-county = 县级
gov-level-township = 乡级

difference-late = 下达逾期
difference-retained = 滞留
difference-lost = 途中减少
difference-excess = 转拨超过收到
difference-over-allotted = 分配超过收到
difference-cut-open = 调减未转达
difference-unlinked = 未对应上级资金
difference-to-unknown = 已转拨，不在账套中
difference-elsewhere = 其他政府的指标
difference-unspent = 已分配未支付
difference-over-spent = 支付超过分配
difference-outside-functions = 超出专项科目范围支付
difference-with-agents = 在代发账户，尚未到个人
difference-kept = 未使用，一般性资金
difference-unseen = 未使用，账套未作对应
difference-waiting = 未使用，天数未届满
difference-maybe-unlinked = 另有未对应的下达
difference-open = 未使用
difference-repeated = 重复
difference-link-circle = 对应关系成环
## fisc public

public-refused = 不予受理（{ $rule }）：{ $text }
public-no-book-here = 此处没有项目，请用 --book FILE 指明本机关的登记簿
public-no-book = { $path }：尚无登记簿；执行 fisc public feedback add 或 fisc public request add 时建立
public-unknown = { $item }：没有此项；加 --all 可列出全部
public-damaged = { $item }：有一条记录无法读取（{ $error }）；登记簿是否由更新版本的 fisc 写入？
public-file-again = 此文件已经登记过，第一条为 { $item }；未作任何增加
public-inbox-again = { $file }：此前已经登记，编号 { $item }
public-inbox-empty = { $path }：没有待登记的反馈
public-inbox-left = { $path }：下列文件留在原处，其余均已登记：{ $items }
public-inbox-other = 不是网页表单的文件
public-receipt = 回执号 { $receipt }
form-here = 意见反馈表单：{ $place }（按 Ctrl-C 结束）
form-counts = 收到 { $received } 件，拒绝 { $refused } 件，程序自动填写 { $trapped } 件
form-broken = 未能保存：{ $error }
form-no-release = { $path }：{ $error }；--site 应为已公布数据包所在的文件夹
public-not-utf8 = { $path }：不是 UTF-8 编码，请另存为“CSV UTF-8”
public-rows = { $path }：未作任何增加，请改正以下各处后重新登记：{ $items }
public-written = 已写入 { $path }
public-beyond = 超出日历范围
public-done = { $item }：{ $state }
public-waits = { $item }：{ $state }；下一步：{ $waits }
public-due = { $item }：{ $state }；下一步：{ $waits }，期限 { $due }
public-correct-next = 下一步：在 publish.toml 的 [[correction]] 中列明审计发现 { $finding }，公布更正后执行：fisc public feedback correct { $item } --release N --by WHO
public-no-release = { $item }：本项目没有公布过第 { $release } 版
public-feedback-columns = 编号 | 收到日期 | 渠道 | 类别 | 审计发现 | 承办 | 状态 | 期限 | 是否逾期
public-feedback-open = 未办结 { $open } 件，逾期 { $overdue } 件
public-overdue = 逾期
public-event = { $on } { $by }：{ $what }
public-contact = 联系方式：{ $contact }
public-no-contact = 未留存
public-contact-over = { $item }：联系方式保存期限为 { $until }
public-contacts-erased = 已删除联系方式 { $count } 条
public-did-received = 收到（{ $channel }）：{ $text }
public-did-triaged = 分类：{ $kind } { $note }
public-did-assigned = 交 { $owner } 承办 { $reason }
public-did-answered = 答复：{ $text }
public-did-accepted = 差错属实：{ $text }
public-did-rejected = 差错不属实：{ $text }
public-did-corrected = 已由第 { $release } 版更正
public-did-published = 公开：{ $question } → { $answer }
public-did-closed = 办结：{ $reason }
public-did-erased = 删除联系方式
public-decided = { $item }：{ $state }，{ $outcome }
public-decided-late = { $item }：{ $state }，{ $outcome }；逾期答复
public-clock = { $item }：{ $state }；已用 { $used } 个工作日，共 { $allowed } 个，期限 { $due }
public-clock-beyond = { $item }：{ $state }；期限超出日历范围，请在项目中加入含下一年度的 packs/cn/holiday.csv
public-clock-stands = { $item }：{ $state }；期限暂不计算
public-supplement-late = { $item }：补正通知超过七个工作日，答复期限不重新计算
public-fee = 信息处理费：{ $amount } 元（{ $instrument }）
public-request-columns = 编号 | 到达日期 | 收到日期 | 申请人 | 状态 | 已用工作日 | 期限 | 是否逾期 | 办理结果
public-request-open = 未办结 { $open } 件，逾期 { $overdue } 件
public-did-asked = { $how }，申请人：{ $applicant }：{ $text }
public-did-confirmed = 与申请人确认收到
public-did-supplement = 要求在 { $until } 前补正：{ $what }
public-did-supplemented = 补正：{ $text }
public-did-extended = 延长 { $days } 个工作日，批准人 { $who }：{ $reason }
public-did-consulted = { $whom }收到征求意见函
public-did-consented = 第 { $n } 件征求意见：同意公开
public-did-objected = 第 { $n } 件征求意见：不同意公开：{ $reason }
public-did-fee = 通知缴费：{ $amount }
public-did-paid = 已缴费
public-did-decided = 决定：{ $outcome } { $reason }
public-did-contested = 提起：{ $way }
public-did-ruled = 第 { $n } 件：{ $ruling }
public-report-format = 年度报告的格式为 md、docx 或 json
public-missing = 尚未填写：{ $keys }；fisc public report YEAR --form FILE 写出填报表，--texts FILE 读取
public-year-open = { $year } 年尚未结束，数字截至今天
public-not-published = { $path }：本项目尚未公布
public-not-whole = 数据包不完整或者不一致，fisc verify 会指出位置
## fisc selftest

selftest-format = 结果是一份报告：--format 取 table 或 json
publish-not-conforming = 本程序有 { $differ } 个统计数值与已发表数值不符且原因不明，不予公布；请用 fisc selftest 查看
selftest-sum = 重新计算已发表数值 { $cells } 个：{ $agree } 个一致，{ $explained } 个不一致但原因已查明，{ $differ } 个不符。
selftest-columns = 表 | 内容 | 数值个数 | 一致 | 已说明 | 不符
selftest-cells = 表 | 位置 | 发表值 | 计算值 | 原因
selftest-needs-data = 未重新计算：{ $id }（{ $table }）；请用 --data DIR 指明账目数据所在文件夹。
selftest-unexplained = 原因不明：程序有误，或程序所载表值有误
selftest-data = { $path } 第 { $row } 行：{ $error }
selftest-no-column = 没有 { $name } 列
selftest-no-decimal = “{ $text }”不是小数，或小数位数过多
conformance-table-aicpa-a-1 = 样本量，信赖过度风险 5 %
conformance-table-aicpa-a-2 = 样本量，信赖过度风险 10 %
conformance-table-aicpa-a-3 = 偏差率上限，风险 5 %
conformance-table-aicpa-a-4 = 偏差率上限，风险 10 %
conformance-table-auditsampler = 有限总体与大总体的样本量
conformance-table-attributes = 三种分布下的样本量与上限
conformance-table-aicpa-c-1 = 货币单元抽样样本量
conformance-table-aicpa-c-2 = 置信系数
conformance-table-monetary = 货币单元抽样的计划、评价与上限
conformance-table-student-t = t 分布临界值
conformance-table-benford = 本福特定律下各数字的比例
conformance-table-mad = 平均绝对偏差的界值
conformance-table-kolmogorov-smirnov = 柯尔莫哥洛夫—斯米尔诺夫临界值
conformance-table-concentration = 集中度与符号检验
conformance-table-winkler = 名称相似度
conformance-table-nigrini-ledgers = 真实账目的数字检验
conformance-reason-rounded-up = 该表一律进位
conformance-reason-misses-confidence = 所载样本量达不到其置信水平，须再增加一个项目
conformance-reason-misprint = 排印错误：印成了相邻一列的值
conformance-reason-last-digit = 所载末位数字与精确值不符
conformance-axis-tolerable = 可容忍
conformance-axis-expected = 预计
conformance-axis-items = 样本量
conformance-axis-deviations = 偏差数
conformance-axis-risk = 风险
conformance-axis-ratio = 预计与可容忍之比
conformance-axis-value = 数值
conformance-axis-misstatements = 错报数
conformance-axis-ledger = 账目
conformance-axis-place = 数位
