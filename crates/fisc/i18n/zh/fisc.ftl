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
