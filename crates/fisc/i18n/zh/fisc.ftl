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

## fisc publish、run、demo

publish-refused = 尚无经批准可公开的审计发现；fisc publish --draft 可生成内部草稿
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
