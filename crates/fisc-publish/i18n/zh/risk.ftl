# 风险台账的图表：仅供审计机关内部使用，不对外公布。

internal = 内部资料。风险只说明先查什么，不代表对任何单位的评价。
judgement = 风险的权重、分级和配置标准均为职业判断，见规则包中的risk.toml。
register-title = 风险台账
register-heading = 被审计单位（风险由高到低）
register-caption = { $count }个被审计单位的最近一次评估；金额单位：{ $unit }。
components-heading = 最近一次评估的构成
auditee = 被审计单位
government = 政府
risk = 风险
inherent = 固有风险
control-risk = 控制风险
detection = 检查风险
likelihood = 可能性
expected = 预期金额
assessed = 评估时间
compared = 与初始评估比较

heat-likelihood-leads = 疑点属实的可能性
heat-likelihood-before = 固有风险×控制风险
heat-amount-leads = 预期金额（{ $unit }）
heat-amount-before = 规模（{ $unit }）
heat-message = { $count }个被审计单位按可能性和金额分布；居首的是{ $name }，可能性{ $likelihood }，金额{ $amount }（{ $unit }）。
heat-nobody = 尚未评估任何单位。
heat-note-leads = 图中数字为被审计单位个数。可能性：该单位至少有一条疑点属实的概率；金额：每行只计一次，按审计方法的准确率加权。
heat-note-before = 图中数字为被审计单位个数。尚未测试疑点，可能性取评估的风险，金额取单位规模。
heat-left-out = 另有{ $count }个被审计单位未列入图中：尚未评估到这一阶段，或者规模不明。

history-caption = 该单位历次评估（由早到晚）
history-up = 历经{ $count }次评估，风险由{ $from }升至{ $to }。
history-down = 历经{ $count }次评估，风险由{ $from }降至{ $to }。
history-same = 历经{ $count }次评估，风险保持在{ $to }（首次{ $from }）。
history-one = 仅评估一次，风险为{ $to }。
history-none = 该单位尚未评估。
history-note = 各次评估的固有风险×控制风险。历次评估均予保留，不作覆盖。
