import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  approvalStates,
  PgApprovals,
  refusalCauses,
  type ApprovalState,
  type RefusalCause,
} from '#persistence';
import { Allowed } from '../access/allowed.js';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { Choice } from '../shared/fields.js';
import { idIn } from '../shared/request-parts.js';
import { ApprovalDto, presentApproval } from './approval.dto.js';
import { FourEyes } from './four-eyes.js';

class ListApprovalsQuery {
  @Choice({
    description: 'Only this state; absent is all.',
    optional: true,
    of: approvalStates,
    enumName: 'ApprovalState',
  })
  state?: ApprovalState;
}

class RefuseDto {
  @Choice({
    description:
      'Why. Absent is OTHER. NOT_JUSTIFIED: the reason does not carry it. NOT_NOW: something else comes first. ' +
      'MISTAKE: the wrong report, platform or category was named.',
    optional: true,
    of: refusalCauses,
    enumName: 'RefusalCause',
  })
  because?: RefusalCause;
}

class ApprovalListDto {
  @ApiProperty({ type: () => ApprovalDto, isArray: true }) data!: ApprovalDto[];
}

/** Acts that wait for a second person. */
@ApiTags('approvals')
@Controller('v1/approvals')
export class ApprovalsController {
  constructor(
    private readonly approvals: PgApprovals,
    private readonly fourEyes: FourEyes,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listApprovals', summary: 'Acts that take two persons, the latest 200.' })
  @ApiResponse({ status: 200, type: ApprovalListDto })
  @Allowed('DECIDE')
  async list(
    @Query() { state }: ListApprovalsQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<ApprovalListDto> {
    return { data: (await this.approvals.list(state)).map((each) => presentApproval(each, caller)) };
  }

  @Post(':id/approve')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'approve',
    summary: 'Do what somebody else asked for. It takes the right to the act itself.',
  })
  @ApiResponse({ status: 200, type: ApprovalDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @ApiResponse({ status: 409, type: ProblemDto, description: 'APPROVAL.NOT_WAITING: decided, or expired.' })
  @Allowed('DECIDE')
  @ApiResponse({
    status: 403,
    type: ProblemDto,
    description:
      'APPROVAL.SECOND_PERSON: whoever asked does not decide. APPROVAL.KEY_OF_NOBODY: this key stands for no person. ' +
      'ACCESS.ROLE: it takes another role.',
  })
  async approve(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<ApprovalDto> {
    const decided = await this.fourEyes.decide(idIn('apr', 'Approval', id), { state: 'APPROVED' }, caller);
    return presentApproval(decided, caller);
  }

  @Post(':id/refuse')
  @HttpCode(200)
  @ApiOperation({ operationId: 'refuse', summary: 'Do not do what somebody else asked for.' })
  @ApiResponse({ status: 200, type: ApprovalDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @ApiResponse({ status: 409, type: ProblemDto, description: 'APPROVAL.NOT_WAITING: decided, or expired.' })
  @Allowed('DECIDE')
  async refuse(
    @Param('id') id: string,
    @Body() { because = 'OTHER' }: RefuseDto,
    @CurrentCaller() caller: Caller,
  ): Promise<ApprovalDto> {
    const decided = await this.fourEyes.decide(
      idIn('apr', 'Approval', id),
      { state: 'REFUSED', because },
      caller,
    );
    return presentApproval(decided, caller);
  }
}
