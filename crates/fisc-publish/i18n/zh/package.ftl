# 数据包的全部文字：表、网页和说明。

## States and kinds

outcome-leads = 有疑点
outcome-clean = 无疑点
outcome-skipped = 未执行
outcome-failed = 执行失败
result-breach = 对照规定
result-to-verify = 需要核实
result-indicator = 风险提示
severity-high = 高
severity-medium = 中
severity-low = 低
severity-info = 提示

## What each total means

measure-ledger-rows = 账套总行数
measure-methods = 方法总数
measure-methods-run = 已执行的方法数
measure-leads = 疑点总数
measure-evidence-rows = 证据行数；一行支持两个疑点的计两次
measure-distinct-evidence-rows = 证据行数，每行只计一次
measure-amount-each-row-once = 涉及金额：各方法合并后每个证据行只计一次，取其最大份额；不含风险提示类
measure-amount-all-methods = 各方法金额直接相加；两个方法指向同一行的计两次；不含风险提示类
measure-amount-breach = 对照规定类方法的金额合计
measure-amount-to-verify = 需要核实类方法的金额合计

## Units

unit-cny = 元

## The package as a whole

status = 内部草稿
banner = 内部草稿，不得对外公开
package-about = 一次运行中各方法结果的汇总。疑点是方法返回、尚未经人核实的线索，不是审计发现。不含任何单个收款人或个人的信息。各表中形似公式开头的文本前加撇号。
failed = 方法执行出错，错误信息见项目的 leads/run.json
no-reason = 未记录原因
not-shown = 涉及收款人和个人的疑点：本数据包只列示单位和政府

## Tables

methods = 审计方法及结果
methods-about = 每行一个方法。总体 = 已测试 + 已排除。风险提示类方法不计金额，未执行的方法无金额，均为空。
exclusions = 已排除的行（按原因）
exclusions-about = 每行是一个方法排除若干行的一个原因。
subjects = 按单位和政府汇总的疑点
subjects-about = 每行一个单位或政府，其余合并为一行。金额中两个方法指向账套同一行的计两次；每行只计一次的金额见 totals.csv。
totals = 合计
totals-about = 每行一个合计数及其含义。
parameters = 所用参数
parameters-about = 每行是一个方法所用的一个参数值，附适用日期和依据。
coverage = 未执行的方法及原因
coverage-about = 每行一个未执行的方法：其所查事项未经检查。

## Columns

code = 方法编码
name-en = 名称（英文）
name-zh = 名称（中文）
result = 方法类型
severity = 重要程度
confidence = 可信程度
outcome = 执行结果
reason-en = 原因（英文）
reason-zh = 原因（中文）
reason = 原因
population = 总体行数
tested = 已测试行数
excluded = 已排除行数
leads = 疑点数
evidence = 证据行数
amount = 涉及金额
rows = 行数
kind = 对象类型
subject = 对象编码
name = 名称
leads-high = 疑点数（高）
leads-medium = 疑点数（中）
leads-low = 疑点数（低）
leads-info = 疑点数（提示）
measure = 指标名称
value = 值
unit = 单位
meaning-en = 含义（英文）
meaning-zh = 含义（中文）
parameter = 参数
source = 取值来源
from = 适用起始日
to = 适用截止日
basis = 法律依据

## Pages

other-language = English
languages = 语言
year = { $year } 年度
summary = 概要
summary-text = 在账套 { $ledger_rows } 行数据上执行了 { $methods } 个方法中的 { $methods_run } 个，产生疑点 { $leads } 个，涉及 { $distinct_evidence_rows } 行、金额 { $amount_each_row_once } { $unit }（每行只计一次）。
what-a-lead-is = 疑点是方法返回、尚未经人核实的线索，不是审计发现。
no-leads = 没有方法产生疑点。这只说明这些方法在所测试的行中未有发现。
methods-heading = 测试了什么
methods-caption = 已执行的方法。金额单位：{ $unit }。
methods-note = “对照规定”：规则和金额可由法规和完整数据得出。“需要核实”：须查阅资料核实。“风险提示”：仅作提示，不计金额。类型是方法的类型，不是对结果的定性。两个方法指向同一行的，两处均计。
none-run = 没有执行任何方法，原因见“未能检查的事项”。
method = 方法
no-amount = 不计金额
amount-heading = 各方法涉及金额
leads-heading = 各方法疑点数
amount-message = “{ $name }”（{ $code }）涉及金额最大：{ $value } { $unit }
leads-message = “{ $name }”（{ $code }）疑点最多：{ $value } 个
amount-unit = 涉及金额，单位：{ $unit }。
leads-unit = 疑点个数。
chart-part = 图中为 { $all } 个方法中最大的 { $shown } 个，全部见下表。
chart-table = 以表格查看
no-chart = 没有方法产生疑点，无图。
coverage-heading = 未能检查的事项及原因
all-run = 所有方法均已执行。
none-excluded = 各方法均未从总体中排除任何行。
coverage-note = 这些方法所查事项未经检查，不等于没有问题。
verify-heading = 如何核验
verify-intro = 在本数据包所在文件夹中输入三行：
verify-sums = 各文件与生成校验清单时一致。
verify-fisc = 文件不缺不多，各表可读，数字精确，合计与各表相符。
verify-office = 如所得数值与审计机关另行告知的一致，即为其制作的数据包。草稿未签名。
data-heading = 数据
data-intro = 本页所依据的各表，说明见 datapackage.json。
data-rows = { $rows } 行
made-from = 依据运行 { $run }、账套 { $ledger } 生成。
